import { lazy } from 'react';

export { PeopleInput } from './people-input.tsx';
export { GroupPicker, PersonPicker } from './person-picker.tsx';
export { TakesRole } from './takes-role.tsx';
export { roleWord, scopeHelp } from './words.ts';

/** Read only where a proposal waits for somebody. */
export const MembersProposal = lazy(() => import('./members-proposal.tsx'));
export const UnlinkingProposal = lazy(() => import('./unlinking-proposal.tsx'));
