import type { Mover } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { placeWord, useGroups } from '../models/index.ts';

type Props = { label: string; chosen: readonly Mover[]; withRound?: boolean; onChange: (movers: Mover[]) => void };

const places = ['requester', 'coordinator', 'change_manager', 'assignee', 'round'] as const;
const keyOf = (mover: Mover): string => ('group' in mover ? mover.group : mover.is);

/** Places on a change, roles and groups, in the order in which they were chosen: the first is whom the inbox tells. */
export function MoversField({ label, chosen, withRound = false, onChange }: Props) {
  const groups = useGroups();
  const offered = places.filter((place) => withRound || place !== 'round');
  const gone = chosen.map(keyOf).filter((key) => key.startsWith('grp_') && !groups.some(({ value }) => value === key));
  const options = [
    ...offered.map((place) => ({ value: place as string, label: placeWord[place]() })),
    ...groups,
    ...gone.map((value) => ({ value, label: t`${value} (not there)` })),
  ];
  const moverOf = (key: string): Mover => {
    const place = places.find((one) => one === key);
    return place ? { is: place } : { group: key };
  };
  return (
    <Checkboxes
      label={label}
      chosen={chosen.map(keyOf)}
      options={options}
      onChange={(keys) => onChange(keys.map(moverOf))}
    />
  );
}
