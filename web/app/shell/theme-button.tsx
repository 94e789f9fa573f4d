import { editProfileRoute } from '@interlock/contract/identity.ts';
import { t } from '@lingui/core/macro';
import { Moon, Sun } from 'lucide-react';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { keepMe, useMe } from '../../lib/session/session.ts';
import { showTheme, useDark } from '../../lib/session/theme.ts';
import { IconButton } from '../../ui/buttons/icon-button.tsx';

/** Light or dark at once, and kept in the profile for every other machine. */
export function useThemeSwitch(): () => void {
  const me = useMe();
  const dark = useDark();
  const keep = useAction(async (theme: 'light' | 'dark', key) => {
    showTheme(theme);
    keepMe(await call(editProfileRoute, { version: me.person.version, theme }, { key }));
  });
  return () => void keep.run(dark ? 'light' : 'dark');
}

export function ThemeButton() {
  const dark = useDark();
  const switchTheme = useThemeSwitch();
  return (
    <IconButton label={dark ? t`Switch to the light theme` : t`Switch to the dark theme`} onClick={switchTheme}>
      {dark ? <Sun size={15} aria-hidden="true" /> : <Moon size={15} aria-hidden="true" />}
    </IconButton>
  );
}
