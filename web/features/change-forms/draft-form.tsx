import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { type Entered, FieldInput } from '../change-fields/index.ts';
import { AskedLater, AskedNow } from './asked-fields.tsx';
import { Consequences } from './consequences.tsx';
import { whoNeeds } from './needs-words.ts';
import { proportionOf } from './proportion.ts';
import type { Needs } from './use-needs.ts';

type Props = {
  asked: Needs;
  entered: Entered;
  errorAt: FieldErrors;
  /** The work was done before it is recorded. */
  isDone: boolean;
  /** What may be written; left out, all. */
  offered?: readonly string[];
  onChange: (part: Partial<Entered>) => void;
  calls?: { changeId?: string } | undefined;
  /** What is asked before the title. */
  first?: ReactNode;
  /** What is asked after all else, and the buttons. */
  children: ReactNode;
};

/** A draft as it is written: title and summary, what the next step takes, what follows from it, and behind one line the rest. */
export function DraftForm({ asked, isDone, entered, errorAt, offered, calls, onChange, first, children }: Props) {
  const { locale } = useViewer();
  const { needs, refusal } = asked;
  const proportion = needs && proportionOf(needs, offered);
  const may = (field: string) => offered === undefined || offered.includes(field);
  const common = { isDone, entered, errorAt, calls, onChange };
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_288px] lg:items-start lg:gap-x-8">
      <div className="flex min-w-0 flex-col gap-5 lg:col-start-1">
        {first}
        {may('title') && <FieldInput field="title" {...common} />}
        {may('summary') && (
          <FieldInput
            field="summary"
            hint={[
              isDone
                ? t`In plain words: what is different now?`
                : t`In plain words: what will be different afterwards?`,
              needs && whoNeeds(needs, 'summary', locale, 'who'),
            ]
              .filter(Boolean)
              .join(' ')}
            {...common}
          />
        )}
        {needs && proportion ? (
          <AskedNow needs={needs} proportion={proportion} {...common} />
        ) : (
          !refusal && <Skeleton rows={3} />
        )}
      </div>
      <aside
        aria-label={t`What follows`}
        className="min-w-0 lg:sticky lg:top-16 lg:col-start-2 lg:row-span-2 lg:row-start-1"
      >
        <Consequences needs={needs} refusal={refusal} isDone={isDone} />
      </aside>
      <div className="flex min-w-0 flex-col gap-5 lg:col-start-1">
        {needs && proportion && <AskedLater needs={needs} proportion={proportion} {...common} />}
        {children}
      </div>
    </div>
  );
}
