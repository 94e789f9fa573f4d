import { categories, outcomes, riskLevels } from '@interlock/contract/changes.ts';
import { listModelsRoute, stateKinds } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { reads } from '../../lib/query.ts';
import { useMe } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { controlLook } from '../../ui/field.tsx';
import { FilterMenu } from '../../ui/filter-menu.tsx';
import { type Filters, toggled, valuesOf } from './filters.ts';
import { SpanChips } from './span-chips.tsx';
import { categoryWord, kindWord, outcomeWord, priorityWord, riskWord } from './words.ts';

type Props = { filters: Filters; onChange: (filters: Filters) => void };

export function ChangeFilters({ filters, onChange }: Props) {
  const me = useMe();
  const models = useQuery(reads(listModelsRoute, {}));
  const mine = filters.assignee === me.person.id;
  const raised = filters.requester === me.person.id;
  const flip = (name: 'state' | 'model' | 'priority' | 'category' | 'risk' | 'outcome') => (value: string) =>
    onChange(without({ ...filters, [name]: toggled(filters[name], value) }));
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox words={filters.q ?? ''} onSearch={(q) => onChange(without({ ...filters, q }))} />
      <FilterMenu
        label={t`State`}
        chosen={valuesOf(filters.state)}
        options={stateKinds.map((kind) => ({ value: kind, label: kindWord[kind]() }))}
        onToggle={flip('state')}
      />
      <FilterMenu
        label={t`Model`}
        chosen={valuesOf(filters.model)}
        options={(models.data?.items ?? []).map((model) => ({ value: model.id, label: model.name }))}
        onToggle={flip('model')}
      />
      <FilterMenu
        label={t`Priority`}
        chosen={valuesOf(filters.priority)}
        options={['1', '2', '3', '4'].map((value) => ({ value, label: `${value} ${priorityWord(Number(value))}` }))}
        onToggle={flip('priority')}
      />
      <FilterMenu
        label={t`Risk`}
        chosen={valuesOf(filters.risk)}
        options={riskLevels.map((value) => ({ value, label: riskWord[value]() }))}
        onToggle={flip('risk')}
      />
      <FilterMenu
        label={t`Category`}
        chosen={valuesOf(filters.category)}
        options={[
          ...categories.map((value) => ({ value, label: categoryWord[value]() })),
          { value: 'none', label: t`No category` },
        ]}
        onToggle={flip('category')}
      />
      <FilterMenu
        label={t`Outcome`}
        chosen={valuesOf(filters.outcome)}
        options={outcomes.map((outcome) => ({ value: outcome, label: outcomeWord[outcome]() }))}
        onToggle={flip('outcome')}
      />
      <Chip on={mine} onPress={() => onChange(without({ ...filters, assignee: mine ? undefined : me.person.id }))}>
        {t`Assigned to me`}
      </Chip>
      <Chip on={raised} onPress={() => onChange(without({ ...filters, requester: raised ? undefined : me.person.id }))}>
        {t`Requested by me`}
      </Chip>
      <Chip
        on={filters.imported === 'true'}
        onPress={() => onChange(without({ ...filters, imported: filters.imported === 'true' ? undefined : 'true' }))}
      >
        {t`Imported`}
      </Chip>
      <Chip
        on={filters.onHold === 'true'}
        onPress={() => onChange(without({ ...filters, onHold: filters.onHold === 'true' ? undefined : 'true' }))}
      >
        {t`On hold`}
      </Chip>
      <SpanChips filters={filters} onChange={onChange} />
      {Object.keys(filters).length > 0 && <Button kind="quiet" onClick={() => onChange({})}>{t`Clear filters`}</Button>}
    </div>
  );
}

const without = (filters: { [K in keyof Filters]: string | undefined }): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value));

function Chip({ on, onPress, children }: { on: boolean; onPress: () => void; children: string }) {
  return (
    <Button kind={on ? 'selected' : 'plain'} aria-pressed={on} onClick={onPress}>
      {children}
    </Button>
  );
}

/** Searches when typing rests, so that not every letter asks the server. */
function SearchBox({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  useEffect(() => setTyped(words), [words]);
  useEffect(() => {
    if (typed === words) return;
    const rest = setTimeout(() => onSearch(typed), 250);
    return () => clearTimeout(rest);
  }, [typed, words, onSearch]);
  return (
    <div className="relative w-full sm:w-64">
      <Search size={14} className="absolute top-2.5 left-2.5 text-fg-3" aria-hidden="true" />
      <input
        id="search"
        type="search"
        aria-label={t`Search changes`}
        placeholder={t`Search in all words, or a number`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className={`${controlLook} pl-8`}
      />
    </div>
  );
}
