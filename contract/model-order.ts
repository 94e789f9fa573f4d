/** What a state is for while nothing has been touched yet. From the start of the work on, what was approved is fixed. */
const kindsBeforeWork: readonly string[] = ['draft', 'assess', 'authorize', 'build', 'scheduled'];
export const isBeforeWork = (kind: string): boolean => kindsBeforeWork.includes(kind);

/** The place of a state by its key, from 0, in the order of a model's way; -1 for one that it does not have, such as *cancelled*. */
export const orderIn =
  ({ states }: { states: readonly { key: string }[] }) =>
  (key: string): number =>
    states.findIndex((state) => state.key === key);
