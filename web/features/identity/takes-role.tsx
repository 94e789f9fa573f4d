import { type Permission, rolesWith } from '@interlock/contract/permissions.ts';
import { t } from '@lingui/core/macro';
import { useViewer } from '../../lib/session/viewer.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { roleWord } from './words.ts';

/** In the place of what somebody may not see: which roles may. */
export function TakesRole({ permission }: { permission: Permission }) {
  const { locale } = useViewer();
  const may = rolesWith(permission).map(roleWord);
  const names = new Intl.ListFormat(locale, { type: 'disjunction' }).format(may);
  return (
    <EmptyState>{t`This takes the role ${names}, which you don't hold. An administrator can give it.`}</EmptyState>
  );
}
