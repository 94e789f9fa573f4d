import type { ChangeDetail } from '@interlock/contract/changes.ts';
import type { Me } from '@interlock/contract/identity.ts';

/** Whether this person may answer the approvers: whoever the change names, and those who coordinate. The server decides. */
export function mayAnswer(
  change: Pick<ChangeDetail, 'requester' | 'raisedBy' | 'coordinator' | 'manager' | 'assignee'>,
  { person, permissions }: Pick<Me, 'person' | 'permissions'>,
): boolean {
  if (!permissions.includes('change.comment')) return false;
  const named = [change.requester, change.raisedBy, change.coordinator, change.manager, change.assignee];
  return named.some((one) => one?.id === person.id) || permissions.includes('change.coordinate');
}
