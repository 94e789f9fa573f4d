import type { Enforcement, GuardName, Mover } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';

type Place = Extract<Mover, { is: string }>['is'];

export const placeWord: Record<Place, () => string> = {
  requester: () => t`The requester`,
  coordinator: () => t`Coordinators`,
  change_manager: () => t`Change managers`,
  assignee: () => t`The assignee`,
  round: () => t`The approval round`,
};

export const guardWord: Record<GuardName, () => string> = {
  window_open: () => t`The window is open`,
  closure: () => t`It is said how it ended`,
  tasks_done: () => t`The tasks before it are done`,
  test_evidence: () => t`Test evidence is attached`,
  backout_ready: () => t`The way back is rehearsed or waived`,
  review_done: () => t`The review is done`,
  plan_fits_window: () => t`The plan fits the window`,
};

export const enforcementWord: Record<Enforcement, () => string> = {
  inform: () => t`only says so`,
  justify: () => t`takes a reason`,
  extra_approver: () => t`takes somebody else's yes`,
  block: () => t`blocks`,
};

export const moverName = (mover: Mover, groups: ReadonlyMap<string, string>): string =>
  'group' in mover ? (groups.get(mover.group) ?? mover.group) : placeWord[mover.is]();

type Option = { value: string; label: string };

/** The states that can be chosen, and those that are still chosen although they were taken out. */
export const withGone = (options: readonly Option[], chosen: readonly string[]): Option[] => [
  ...options,
  ...chosen
    .filter((key) => key !== '' && !options.some(({ value }) => value === key))
    .map((value) => ({ value, label: t`${value} (not there)` })),
];
