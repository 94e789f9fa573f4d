import { type FileHolds, fileHolds, type ImportLook, type Profile, profiles } from '@interlock/contract/import-runs.ts';
import { type ChangeMap, delimiters, encodings } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { ZoneInput } from '../../ui/fields/zone-input.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { delimiterWord, encodingWord, holdsWord, profileWord } from '../import-maps/index.ts';

export type Reading = {
  holds?: FileHolds;
  profile?: Profile;
  encoding?: ChangeMap['encoding'];
  delimiter?: ChangeMap['delimiter'];
  zone?: string;
};

type Of = Pick<ChangeMap, 'zone' | 'source' | 'blanks'>;

type Props = {
  look: ImportLook | undefined;
  /** What of its map says how it is read. */
  of: Of | null;
  reading: Reading;
  /** Read otherwise: the map is suggested anew. */
  onRead: (reading: Reading) => void;
  onOf: (part: Partial<Of>) => void;
};

/** How the bytes become rows, and how the first rows look then. */
export function ReadingCard({ look, of, reading, onRead, onOf }: Props) {
  const profile = reading.profile ?? look?.guessed.profile ?? '';
  const holds = reading.holds ?? look?.guessed.holds ?? 'changes';
  return (
    <Card title={t`The file`}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Select
          label={t`Its rows are`}
          value={holds}
          options={fileHolds.map((value) => ({ value, label: holdsWord[value]() }))}
          onChange={(next) => next && onRead({ ...reading, holds: next })}
        />
        {holds === 'changes' && (
          <Select
            label={t`It comes from`}
            value={profile}
            options={profiles.map((value) => ({ value, label: profileWord[value]() }))}
            onChange={(next) => next && onRead({ ...reading, profile: next })}
          />
        )}
        <Select
          label={t`Encoding`}
          value={look?.encoding ?? ''}
          options={encodings.map((value) => ({ value, label: encodingWord[value]() }))}
          onChange={(next) => next && onRead({ ...reading, encoding: next })}
        />
        <Select
          label={t`Between the cells`}
          value={look?.delimiter ?? ''}
          options={delimiters.map((value) => ({ value, label: delimiterWord[value]() }))}
          onChange={(next) => next && onRead({ ...reading, delimiter: next })}
        />
        <ZoneInput
          label={t`Zone of its dates`}
          value={of?.zone ?? reading.zone ?? ''}
          onChange={(zone) => onOf({ zone })}
        />
        <TextInput
          label={t`Name of the other system`}
          hint={t`With its number it says which one a row is.`}
          value={of?.source ?? ''}
          onChange={(source) => onOf({ source })}
        />
        <TextInput
          label={t`Cells that mean nothing`}
          hint={t`With blanks between them, such as: ? NULL`}
          value={of?.blanks.join(' ') ?? ''}
          onChange={(blanks) => onOf({ blanks: blanks.split(' ').filter((one) => one !== '') })}
        />
      </div>
      <div className="mt-4">{look ? <FirstRows look={look} /> : <Skeleton rows={4} />}</div>
    </Card>
  );
}

const SHOWN = 6;

function FirstRows({ look }: { look: ImportLook }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: where it scrolls sideways the keyboard has to reach it
      tabIndex={0}
      aria-label={t`The first rows`}
      className="scroll overflow-x-auto rounded-md border border-line"
    >
      <table className="text-xs">
        <thead className="bg-sunken text-left text-fg-2">
          <tr>
            <th scope="col" className="px-2 py-1.5 font-normal">{t`Line`}</th>
            {look.columns.map(({ name }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
              <th key={at} scope="col" className="px-2 py-1.5 font-medium whitespace-nowrap">
                {name || <span className="text-fg-3">{t`(no name)`}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {look.first.slice(0, SHOWN).map(({ line, cells }) => (
            <tr key={line} className="border-t border-line">
              <td className="px-2 py-1 text-fg-3 tabular-nums">{line}</td>
              {cells.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place
                <td key={at} className="max-w-56 truncate px-2 py-1 whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
