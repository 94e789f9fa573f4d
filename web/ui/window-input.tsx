import { t } from '@lingui/core/macro';
import { controlLook, Field } from './field.tsx';
import { ZoneInput } from './zone-input.tsx';

export type LocalWindow = { start: string; end: string; zone: string };
type Props = { value: LocalWindow; error?: string | undefined; hint?: string; onChange: (value: LocalWindow) => void };

/** A window is what the clock on the wall says at its place: start, end, zone. */
export function WindowInput({ value, error, hint, onChange }: Props) {
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label={t`Planned start`} error={error} hint={hint}>
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
      <Field label={t`Planned end`}>
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
      <ZoneInput value={value.zone} onChange={(zone) => onChange({ ...value, zone })} />
    </div>
  );
}
