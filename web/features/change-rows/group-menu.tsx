import { type Grouping, groupings } from '@interlock/contract/views.ts';
import { t } from '@lingui/core/macro';
import { FilterMenu } from '../../ui/fields/filter-menu.tsx';

const groupingWord: Record<Grouping, () => string> = {
  state: () => t`State`,
  priority: () => t`Priority`,
  model: () => t`Model`,
  team: () => t`Team`,
  assignee: () => t`Assignee`,
  week: () => t`Week of the planned start`,
};

/** What the address names, where a list can be in groups of it. */
export const groupingOf = (word: string | undefined): Grouping | undefined => groupings.find((one) => one === word);

type Props = { by: Grouping | undefined; onChoose: (by: Grouping | undefined) => void };

/** What the table is in groups of, or nothing. */
export function GroupMenu({ by, onChoose }: Props) {
  const word = by && groupingWord[by]();
  return (
    <FilterMenu
      label={t`Group`}
      chosen={by ? [by] : []}
      options={groupings.map((value) => ({ value, label: groupingWord[value]() }))}
      said={word ? t`Grouped: ${word}` : t`Group`}
      clear={t`No groups`}
      onToggle={(value) => onChoose(value === by ? undefined : groupingOf(value))}
      onClear={by ? () => onChoose(undefined) : undefined}
    />
  );
}
