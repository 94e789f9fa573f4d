import { showPersonRoute } from '@interlock/contract/people.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { Popover } from '../../ui/overlays/popover.tsx';
import { GroupPicker, PersonPicker } from '../identity/index.ts';
import { nobodySays, type PersonPart as PersonPlace, personName, personSays } from './sentence.ts';

type Props = {
  part: PersonPlace | 'team';
  value: string | undefined;
  /** Names of teams that are known by now. */
  names: ReadonlyMap<string, string>;
  opened: boolean;
  onClosed: () => void;
  onChange: (value: string | undefined) => void;
};

/** Assigned to me, to nobody, or to somebody who is looked for. */
export function PersonPart({ part, value, names, opened, onClosed, onChange }: Props) {
  const me = useMe().person.id;
  const [open, setOpen] = useState(opened);
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const known = names.get(value ?? '') ?? (chosen?.id === value ? chosen?.name : undefined);
  const asksName = part !== 'team' && value !== undefined && value !== me && value !== 'none' && !known;
  const person = useQuery({ ...reads(showPersonRoute, { personId: value ?? '' }), enabled: asksName });
  const says = () => {
    if (value === undefined) return personName[part]();
    if (value === 'none') return nobodySays[part]();
    if (value === me) return personSays[part](t`me`);
    return personSays[part](known ?? person.data?.name ?? '…');
  };
  function close(next: string | undefined) {
    setOpen(false);
    onChange(next);
    onClosed();
  }
  const Picker = part === 'team' ? GroupPicker : PersonPicker;
  return (
    <Popover
      title={personName[part]()}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) onClosed();
      }}
      trigger={
        <button type="button" className={`${buttonLook(value ? 'selected' : 'plain')} max-w-full`}>
          <span className="truncate">{says()}</span>
          <ChevronDown size={14} aria-hidden="true" className="shrink-0" />
        </button>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <div className="flex flex-wrap gap-2">
          {part !== 'team' && (
            <Button kind={value === me ? 'selected' : 'plain'} onClick={() => close(me)}>{t`Me`}</Button>
          )}
          {part !== 'requester' && (
            <Button kind={value === 'none' ? 'selected' : 'plain'} onClick={() => close('none')}>
              {part === 'team' ? t`No team` : t`Nobody`}
            </Button>
          )}
        </div>
        <Picker
          label={part === 'team' ? t`Team` : t`Somebody else`}
          value={chosen}
          onChange={(choice) => {
            setChosen(choice);
            if (choice) close(choice.id);
          }}
        />
        {value !== undefined && (
          <Button
            kind="quiet"
            className="self-start"
            onClick={() => close(undefined)}
          >{t`Take this filter out`}</Button>
        )}
      </div>
    </Popover>
  );
}
