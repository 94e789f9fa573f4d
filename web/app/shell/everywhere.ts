import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import type { Command } from '../../lib/browser/commands.ts';
import { copyLink } from '../../lib/browser/copy.ts';
import { useMe } from '../../lib/session/session.ts';
import { useDark } from '../../lib/session/theme.ts';
import { placesFor } from './places.ts';
import { useThemeSwitch } from './theme-button.tsx';

/** What can be done wherever one is. */
export function useEverywhere(onHelp: () => void): Command[] {
  const me = useMe();
  const dark = useDark();
  const navigate = useNavigate();
  const switchTheme = useThemeSwitch();
  return [
    ...(me.permissions.includes('change.raise')
      ? [{ name: t`New change`, keys: 'C', run: () => void navigate({ to: '/changes/new' }) }]
      : []),
    ...placesFor(me.permissions).map(({ to, name, keys }) => ({
      name: t`Go to ${name}`,
      keys,
      run: () => void navigate({ to }),
    })),
    { name: t`Go to your profile`, run: () => void navigate({ to: '/profile' }) },
    { name: t`Copy the link to this page`, run: () => void copyLink(location.href) },
    { name: dark ? t`Switch to the light theme` : t`Switch to the dark theme`, run: switchTheme },
    { name: t`Keyboard shortcuts`, keys: '?', run: onHelp },
  ];
}
