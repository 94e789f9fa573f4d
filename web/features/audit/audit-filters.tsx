import { showPersonRoute } from '@interlock/contract/people.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Combobox } from '../../ui/fields/combobox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { PersonPicker } from '../identity/index.ts';
import { offeredActs } from './offered-acts.ts';
import { auditVerb, knownVerbs } from './verbs.ts';

/** `from` and `to` are days. */
export type Search = { object?: string; actor?: string; verb?: string; from?: string; to?: string };

type Props = {
  search: Search;
  /** Acts that passed by, offered also where nothing has words for them. */
  verbs: readonly string[];
  onChange: (search: Search) => void;
};

/** Filters by exact names; the simplest way to one is its button on an event. */
export function AuditFilters({ search, verbs, onChange }: Props) {
  const [sought, setSought] = useState('');
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  const actor = useQuery({
    ...reads(showPersonRoute, { personId: typed.actor ?? '' }),
    enabled: typed.actor?.startsWith('usr_') ?? false,
  });
  return (
    <form
      className="mb-4 flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== '')));
      }}
    >
      <TextInput
        label={t`Object`}
        placeholder="CHG-1"
        className="w-44"
        value={typed.object ?? ''}
        onChange={(object) => setTyped({ ...typed, object })}
      />
      <div className="w-56">
        <PersonPicker
          label={t`Actor`}
          value={
            typed.actor
              ? { id: typed.actor, name: actor.data?.name ?? (typed.actor === 'system' ? t`Interlock` : typed.actor) }
              : null
          }
          onChange={(person) => setTyped({ ...typed, actor: person?.id ?? '' })}
        />
      </div>
      <div className="w-64">
        <Combobox
          label={t`Act`}
          placeholder={t`Type what was done`}
          none={t`No act is told so.`}
          value={typed.verb ? { id: typed.verb, name: auditVerb(typed.verb) } : null}
          found={offeredActs([...knownVerbs, ...verbs], auditVerb, sought)}
          searching={false}
          onSearch={setSought}
          onChange={(act) => {
            setSought('');
            setTyped({ ...typed, verb: act?.id ?? '' });
          }}
        />
      </div>
      <TextInput
        label={t`From`}
        type="date"
        className="w-36"
        value={typed.from ?? ''}
        onChange={(from) => setTyped({ ...typed, from })}
      />
      <TextInput
        label={t`Up to`}
        type="date"
        className="w-36"
        value={typed.to ?? ''}
        onChange={(to) => setTyped({ ...typed, to })}
      />
      <Button type="submit">{t`Filter`}</Button>
      {Object.keys(search).length > 0 && <Button kind="quiet" onClick={() => onChange({})}>{t`Clear filters`}</Button>}
    </form>
  );
}
