import { listModelsRoute } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { FilterMenu } from '../../ui/fields/filter-menu.tsx';
import { AddFilter } from './add-filter.tsx';
import { type FilterName, type Filters, toggled, valuesOf, withFilters } from './filters.ts';
import { PersonPart } from './person-part.tsx';
import { SearchBox } from './search-box.tsx';
import { isPerson, joined, type Offered, offered, type PartName, partNames, sortOffered } from './sentence.ts';
import { SpanChips } from './span-chips.tsx';
import { SpanPart } from './span-part.tsx';

type Props = {
  filters: Filters;
  /** Names of the teams that are on the screen. */
  names: ReadonlyMap<string, string>;
  onChange: (filters: Filters) => void;
  onClear: () => void;
};

/** What is in the list, as a sentence: each part of it is a button that opens its choice. */
export function ChangeFilters({ filters, names, onChange, onClear }: Props) {
  const [adding, setAdding] = useState<PartName>();
  const put = (over: { [K in FilterName]?: string | undefined }) => onChange(withFilters(filters, over));
  const isIn = (name: PartName) =>
    filters[name] !== undefined ||
    (name === 'plannedFrom' && (filters.plannedTo !== undefined || filters.planned !== undefined));
  const shown = partNames.filter((name) => isIn(name) || name === adding);
  const rest = partNames.filter((name) => !shown.includes(name));
  const isNarrowed = Object.keys(filters).some((name) => name !== 'sort');
  const closed = () => setAdding(undefined);
  const adder = useKeptFocus(shown);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox words={filters.q ?? ''} onSearch={(q) => put({ q })} />
      <span className="text-sm text-fg-2">{isNarrowed || adding ? t`Changes` : t`All changes`}</span>
      {shown.map((name) => {
        const opened = name === adding;
        if (isPerson(name))
          return (
            <PersonPart
              key={name}
              part={name}
              value={filters[name]}
              names={names}
              opened={opened}
              onClosed={closed}
              onChange={(value) => put({ [name]: value })}
            />
          );
        if (name === 'plannedFrom')
          return <SpanPart key={name} filters={filters} opened={opened} onClosed={closed} onChange={put} />;
        const part = {
          name,
          opened,
          onClosed: closed,
          value: filters[name],
          onPut: (value?: string) => put({ [name]: value }),
        };
        return name === 'model' ? (
          <ModelPart key={name} {...part} />
        ) : (
          <OfferedPart key={name} {...part} of={offered[name]} />
        );
      })}
      <SpanChips filters={filters} onChange={onChange} />
      {filters.template && (
        <Button kind="selected" onClick={() => put({ template: undefined, templateVersion: undefined })}>
          {t`raised from one template: take this out`}
        </Button>
      )}
      <OfferedPart
        name="sort"
        of={sortOffered}
        value={filters.sort ?? 'newest'}
        onPut={(sort) => put({ sort: sort === 'newest' ? undefined : sort })}
        isQuiet
        isUsual={filters.sort === undefined}
      />
      <AddFilter ref={adder} rest={rest} onAdd={setAdding} />
      {isNarrowed && <Button kind="quiet" onClick={onClear}>{t`Clear filters`}</Button>}
    </div>
  );
}

/** Where a part goes that had the focus, the button that brings parts gets it: whoever uses the keyboard goes on from there. */
function useKeptFocus(shown: readonly PartName[]) {
  const adder = useRef<HTMLButtonElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    const isFewer = before.current.some((name) => !shown.includes(name));
    before.current = shown;
    const { activeElement } = document;
    if (isFewer && (activeElement === document.body || activeElement?.closest('[role=menu], [role=dialog]')))
      adder.current?.focus();
  });
  return adder;
}

type PartProps = {
  name: string;
  value: string | undefined;
  opened?: boolean;
  onClosed?: () => void;
  onPut: (value?: string) => void;
  /** It is always there, and says what it does usually. */
  isQuiet?: boolean;
  isUsual?: boolean;
};

function OfferedPart({
  of,
  value,
  opened,
  onClosed,
  onPut,
  isQuiet = false,
  isUsual = false,
}: PartProps & { of: Offered }) {
  const { locale } = useViewer();
  const options = of.options();
  const chosen = of.kind === 'several' ? valuesOf(value) : value === undefined ? [] : [value];
  const names = options.filter((option) => chosen.includes(option.value)).map(({ label }) => label);
  return (
    <FilterMenu
      label={of.name()}
      chosen={chosen}
      options={options}
      said={names.length > 0 ? of.says(joined(names, locale)) : of.name()}
      onToggle={(next) => onPut(of.kind === 'several' ? toggled(value, next) : next)}
      onClear={value !== undefined && !isQuiet ? () => onPut(undefined) : undefined}
      isUsual={isUsual}
      {...(opened && { opened })}
      {...(onClosed && { onClosed })}
    />
  );
}

function ModelPart(props: PartProps) {
  const models = useQuery(reads(listModelsRoute, {}));
  const of: Offered = {
    kind: 'several',
    name: () => t`Model`,
    options: () => (models.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    says: (names) => t`of the model ${names}`,
  };
  return <OfferedPart {...props} of={of} />;
}
