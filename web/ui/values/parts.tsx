import { t } from '@lingui/core/macro';
import { Fragment } from 'react';
import { ChangedValue, type Named } from './changed-value.tsx';
import { nameOf } from './part-name.ts';
import { textOf } from './value-text.ts';

type Changed = { before?: unknown; after?: unknown; field?: unknown };

type Props = {
  parts: Readonly<Record<string, unknown>>;
  named?: Named;
  /** What a part is called, where that is more than its name as words. */
  called?: (name: string) => string;
};

/** What an act carried, by name. A part that was redacted says so. */
export function Parts({ parts, named, called = nameOf }: Props) {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined && value !== '');
  if (entries.length === 0) return null;
  return (
    <dl className="grid grid-cols-[minmax(72px,auto)_1fr] gap-x-3 gap-y-1 text-sm">
      {entries.map(([name, value]) => (
        <Fragment key={name}>
          <dt className="text-fg-2">{called(name)}</dt>
          <dd className="min-w-0 break-words">
            <Part value={value} named={named} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Part({ value, named }: { value: unknown; named: Named | undefined }) {
  if (value === null) return <span className="text-fg-3">{t`redacted`}</span>;
  if (Array.isArray(value) && value.every(isChanged)) {
    return value.map((changed) => (
      <ChangedValue
        key={`${String(changed.field)} ${textOf(changed.after)}`}
        name={nameOf(String(changed.field ?? ''))}
        before={changed.before}
        after={changed.after}
        named={named}
      />
    ));
  }
  if (isChanged(value)) return <ChangedValue name="" before={value.before} after={value.after} named={named} />;
  return <span className="whitespace-pre-line">{textOf(value)}</span>;
}

const isChanged = (value: unknown): value is Changed =>
  typeof value === 'object' && value !== null && ('before' in value || 'after' in value);
