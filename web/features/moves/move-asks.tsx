import type { GuardAnswer, Move } from '@interlock/contract/change-flow.ts';
import { type ChangeDetail, cancelReasons, closureCodes } from '@interlock/contract/changes.ts';
import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { formatInstant } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { controlLook, Field } from '../../ui/fields/field.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { type LocalWindow, WindowInput } from '../../ui/fields/window-input.tsx';
import { ZoneInput } from '../../ui/fields/zone-input.tsx';
import { cancelWord, outcomeWord } from '../changes/index.ts';
import { FillIn } from './fill-in.tsx';

export type MoveAnswers = {
  reason: string;
  window: LocalWindow;
  closureCode: (typeof closureCodes)[number] | '';
  closureNotes: string;
  cancelReason: (typeof cancelReasons)[number] | '';
  cancelWords: string;
  /** Why it goes on past a guard, by the name of the guard. */
  justifications: Readonly<Record<string, string>>;
};
export type AnswerName = keyof MoveAnswers | `justifications.${string}`;

const asksCancel = (move: Move): boolean => move.kind === 'cancel' || move.asks.includes('cancel');
export const asksNothing = (move: Move): boolean => move.kind !== 'cancel' && move.asks.length === 0;

/** What is still to be told before the move is worth sending. */
export function missingAnswers(move: Move, told: MoveAnswers, reasons: readonly GuardAnswer[]): Set<AnswerName> {
  const asked = new Set(move.asks);
  const missing = new Set<AnswerName>();
  if (asked.has('reason') && !says(told.reason)) missing.add('reason');
  if (asked.has('window') && !(told.window.start && told.window.end)) missing.add('window');
  if (asked.has('plannedEnd') && !told.window.end) missing.add('window');
  if (asked.has('closure') && told.closureCode === '') missing.add('closureCode');
  if (asked.has('closure') && !says(told.closureNotes)) missing.add('closureNotes');
  if (asksCancel(move) && told.cancelReason === '') missing.add('cancelReason');
  if (asksCancel(move) && !says(told.cancelWords)) missing.add('cancelWords');
  for (const { guard } of reasons) {
    if (!says(told.justifications[guard] ?? '')) missing.add(`justifications.${guard}`);
  }
  return missing;
}

/** What was typed before and not sent; the window is always the change's own. */
export function keptAnswers(was: unknown, begin: MoveAnswers): MoveAnswers | undefined {
  if (typeof was !== 'object' || was === null) return undefined;
  const { justifications, ...words } = was as Partial<MoveAnswers>;
  const isWord = ([name, value]: [string, unknown]) => name in begin && typeof value === 'string';
  return {
    ...begin,
    ...Object.fromEntries(Object.entries(words).filter(isWord)),
    justifications: typeof justifications === 'object' ? justifications : {},
  };
}

type Props = {
  change: ChangeDetail;
  move: Move;
  /** The guards that the move goes past with a reason. */
  reasons: readonly GuardAnswer[];
  told: MoveAnswers;
  missing: ReadonlySet<AnswerName>;
  errorAt: FieldErrors;
  onChange: (part: Partial<MoveAnswers>) => void;
  /** Told when one goes to clear what would take a reason. */
  onGo: () => void;
};

/** When the window opens, where the move would start before it. */
const opensAt = (move: Move): string | null | undefined =>
  move.guards.find(({ guard, met, withMove }) => guard === 'window_open' && !met && withMove)?.earliest;

export function MoveAsks({ change, move, reasons, told, missing, errorAt, onChange, onGo }: Props) {
  const viewer = useViewer();
  const earliest = opensAt(move);
  const opens = earliest && formatInstant(earliest, viewer);
  const lacks = (name: AnswerName, path: string) => (missing.has(name) ? t`This is needed.` : errorAt(path));
  return (
    <>
      {move.asks.includes('window') && (
        <WindowInput
          value={told.window}
          errorAt={(path) => (missing.has('window') ? lacksEdge(told.window, path) : errorAt(path))}
          onChange={(window) => onChange({ window })}
        />
      )}
      {move.asks.includes('plannedEnd') && (
        <PlannedEnd
          window={told.window}
          error={lacks('window', 'plannedEnd') ?? errorAt('window')}
          onChange={(window) => onChange({ window })}
        />
      )}
      {move.asks.includes('reason') && (
        <Textarea
          label={opens ? t`Why before the window opens (${opens})?` : t`Reason`}
          required
          value={told.reason}
          error={lacks('reason', 'reason')}
          onChange={(reason) => onChange({ reason })}
        />
      )}
      {reasons.map((answer) => (
        <div key={answer.guard} className="flex flex-col gap-1">
          <Textarea
            label={t`Why does it go on all the same?`}
            hint={answer.why}
            required
            value={told.justifications[answer.guard] ?? ''}
            error={lacks(`justifications.${answer.guard}`, `justifications.${answer.guard}`)}
            onChange={(words) => onChange({ justifications: { ...told.justifications, [answer.guard]: words } })}
          />
          <FillIn change={change} guard={answer} onGo={onGo} />
        </div>
      ))}
      {move.asks.includes('closure') && <Closure told={told} lacks={lacks} onChange={onChange} />}
      {asksCancel(move) && <Cancelling told={told} lacks={lacks} onChange={onChange} />}
    </>
  );
}

function lacksEdge({ start, end }: LocalWindow, path: string): string | undefined {
  const lacking = (path === 'window.start' && !start) || (path === 'window.end' && !end);
  return lacking ? t`This is needed.` : undefined;
}

type Asked = Pick<Props, 'told' | 'onChange'> & { lacks: (name: AnswerName, path: string) => string | undefined };

function PlannedEnd({
  window,
  error,
  onChange,
}: {
  window: LocalWindow;
  error: string | undefined;
  onChange: (window: LocalWindow) => void;
}) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={t`Planned end`} hint={t`The window begins now and lasts until then.`} error={error}>
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            value={window.end}
            onChange={(event) => onChange({ ...window, end: event.target.value.slice(0, 16) })}
            className={controlLook}
          />
        )}
      </Field>
      <ZoneInput value={window.zone} onChange={(zone) => onChange({ ...window, zone })} />
    </div>
  );
}

function Closure({ told, lacks, onChange }: Asked) {
  return (
    <>
      <Select
        label={t`Outcome`}
        empty={t`Choose an outcome`}
        value={told.closureCode}
        error={lacks('closureCode', 'closureCode')}
        options={closureCodes.map((value) => ({ value, label: outcomeWord[value]() }))}
        onChange={(closureCode) => onChange({ closureCode })}
      />
      <Textarea
        label={t`How did it go?`}
        hint={t`What was done, what went otherwise than planned, what is left to do.`}
        value={told.closureNotes}
        error={lacks('closureNotes', 'closureNotes')}
        onChange={(closureNotes) => onChange({ closureNotes })}
      />
    </>
  );
}

function Cancelling({ told, lacks, onChange }: Asked) {
  return (
    <>
      <Select
        label={t`Why is it cancelled?`}
        empty={t`Choose a reason`}
        value={told.cancelReason}
        error={lacks('cancelReason', 'reason')}
        options={cancelReasons.map((value) => ({ value, label: cancelWord[value]() }))}
        onChange={(cancelReason) => onChange({ cancelReason })}
      />
      <Textarea
        label={t`In words`}
        value={told.cancelWords}
        error={lacks('cancelWords', 'words')}
        onChange={(cancelWords) => onChange({ cancelWords })}
      />
    </>
  );
}
