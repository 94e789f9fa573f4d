import { t } from '@lingui/core/macro';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { controlLook, Field } from './field.tsx';
import { ZoneInput } from './zone-input.tsx';

export type LocalWindow = { start: string; end: string; zone: string };
type Props = {
  value: LocalWindow;
  errorAt: FieldErrors;
  hint?: string;
  /** Where the server's errors on it stand. */
  at?: string;
  names?: { start: string; end: string };
  onChange: (value: LocalWindow) => void;
};

/**
 * A window is what the clock on the wall says at its place: start, end, zone. Each edge carries its own error; one on the whole stands at the start.
 * Beside each other only where each of the three can be read.
 */
export function WindowInput({ value, errorAt, hint, at = 'window', names, onChange }: Props) {
  const [end, zone] = [errorAt(`${at}.end`), errorAt(`${at}.zone`)];
  const start = errorAt(`${at}.start`) ?? (end || zone ? undefined : errorAt(at));
  return (
    <div className="@container">
      <div className="grid gap-3 @xl:grid-cols-3">
        <Field label={names?.start ?? t`Planned start`} error={start} hint={hint}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={value.start}
              onChange={(event) => onChange({ ...value, start: event.target.value.slice(0, 16) })}
              className={controlLook}
            />
          )}
        </Field>
        <Field label={names?.end ?? t`Planned end`} error={end}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              min={value.start}
              value={value.end}
              onChange={(event) => onChange({ ...value, end: event.target.value.slice(0, 16) })}
              className={controlLook}
            />
          )}
        </Field>
        <ZoneInput value={value.zone} error={zone} onChange={(zone) => onChange({ ...value, zone })} />
      </div>
    </div>
  );
}
