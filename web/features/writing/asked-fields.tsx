import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';
import type { WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import type { FieldErrors } from '../../lib/use-field-errors.ts';
import { useViewer } from '../../lib/viewer.ts';
import type { Entered } from './entered.ts';
import { FieldInput } from './field-input.tsx';
import { whoNeeds } from './needs-words.ts';
import type { Proportion } from './proportion.ts';

type Props = {
  needs: ChangeNeeds;
  proportion: Proportion;
  entered: Entered;
  errorAt: FieldErrors;
  calls?: { changeId?: string } | undefined;
  onChange: (part: Partial<Entered>) => void;
};

/** One field with who needs it, and when. */
function Asked({ field, needs, ...props }: Omit<Props, 'proportion'> & { field: WrittenField }) {
  const { locale } = useViewer();
  const hint = whoNeeds(needs, field, locale);
  return <FieldInput field={field} hint={hint} {...props} />;
}

/** What the next step takes. */
export function AskedNow({ proportion, ...props }: Props) {
  return proportion.now.map((field) => <Asked key={field} field={field} {...props} />);
}

/** All that can wait, behind one line: what later states take, each with its state, and what nobody needs. */
export function AskedLater({ proportion: { later, rest }, ...props }: Props) {
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
          <Part key={key} title={t`Needed before ${name}`}>
            {fields.map((field) => (
              <Asked key={field} field={field} {...props} />
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

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-4">
      <h2 className="text-xs font-semibold text-fg-2">{title}</h2>
      {children}
    </section>
  );
}
