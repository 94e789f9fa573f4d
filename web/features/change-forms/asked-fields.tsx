import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';
import type { WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { type Entered, FieldInput } from '../change-fields/index.ts';
import { whoIsKept, whoNeeds } from './needs-words.ts';
import type { Proportion } from './proportion.ts';

type Props = {
  needs: ChangeNeeds;
  proportion: Proportion;
  entered: Entered;
  isDone: boolean;
  errorAt: FieldErrors;
  calls?: { changeId?: string } | undefined;
  onChange: (part: Partial<Entered>) => void;
};

type AskedProps = Omit<Props, 'proportion'> & { field: WrittenField; underHeading?: boolean };

/** One field, with when it is needed where no heading says so. */
function Asked({ field, needs, underHeading = false, ...props }: AskedProps) {
  const { locale } = useViewer();
  const hint = whoNeeds(needs, field, locale, underHeading ? 'when' : 'who');
  return <FieldInput field={field} hint={hint} {...props} />;
}

/** What the next step takes. */
export function AskedNow({ proportion, ...props }: Props) {
  return proportion.now.map((field) => <Asked key={field} field={field} {...props} />);
}

/** All that can wait, behind one line: what later states take, each with its state, and what nobody needs. */
export function AskedLater({ proportion: { later, rest }, ...props }: Props) {
  const { locale } = useViewer();
  const kept = (state: string): string => {
    const need = props.needs.needs.find(({ before }) => before.key === state);
    return need ? whoIsKept(need, locale) : '';
  };
  const waiting = later.reduce((sum, { fields }) => sum + fields.length, 0);
  const all = [...later.flatMap(({ fields }) => fields), ...rest];
  const open = all.some((field) => props.errorAt(field) !== undefined);
  return (
    <details open={open || undefined} className="rounded-lg border border-line bg-surface">
      <summary className="min-h-10 px-4 py-2.5 text-sm font-medium hover:bg-hover">
        <span>{t`More`}</span>
        {waiting > 0 && <span className="ml-2 font-normal text-fg-3">{t`${waiting} needed later`}</span>}
      </summary>
      <div className="flex flex-col gap-6 border-t border-line p-4">
        {later.map(({ key, name, fields }) => (
          <Part key={key} title={t`Needed before ${name}`} note={kept(key)}>
            {fields.map((field) => (
              <Asked key={field} field={field} underHeading {...props} />
            ))}
          </Part>
        ))}
        {rest.length > 0 && (
          <Part title={t`Where it helps`}>
            {rest.map((field) => (
              <Asked key={field} field={field} {...props} />
            ))}
          </Part>
        )}
      </div>
    </details>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-4">
      <div>
        <h2 className="text-xs font-semibold text-fg-2">{title}</h2>
        {note && <p className="text-xs text-fg-3">{note}</p>}
      </div>
      {children}
    </section>
  );
}
