import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { WindowInput } from '../../ui/fields/window-input.tsx';

type Downtime = ChangeDetail['downtime'];
type Props = {
  label: string;
  hint: string;
  value: Downtime;
  errorAt: FieldErrors;
  onChange: (value: Downtime) => void;
};

/** Whether users will notice: not said, none, or so many minutes, within a window where it is known. */
export function DowntimeInput({ label, hint, value, errorAt, onChange }: Props) {
  const { siteZone } = useViewer();
  const kind = value === null ? '' : value.minutes === 0 ? 'none' : 'some';
  return (
    <div className="flex flex-col gap-3">
      <Select
        label={label}
        hint={hint}
        error={errorAt('downtime')}
        empty={t`Not said yet`}
        value={kind}
        options={[
          { value: 'none', label: t`None: users will notice nothing` },
          { value: 'some', label: t`Yes, some` },
        ]}
        onChange={(next) => onChange(next === '' ? null : { minutes: next === 'none' ? 0 : 30, window: null })}
      />
      {value && kind === 'some' && (
        <>
          <TextInput
            label={t`Minutes of downtime`}
            type="number"
            min={1}
            className="sm:w-48"
            error={errorAt('downtime.minutes')}
            value={String(value.minutes)}
            onChange={(minutes) => onChange({ ...value, minutes: Math.max(1, Math.trunc(Number(minutes)) || 1) })}
          />
          <WindowInput
            value={value.window ?? { start: '', end: '', zone: siteZone }}
            at="downtime.window"
            names={{ start: t`Downtime between`, end: t`and` }}
            hint={t`Leave it empty where it can be at any time of the planned window.`}
            errorAt={errorAt}
            onChange={(window) => onChange({ ...value, window: window.start || window.end ? window : null })}
          />
        </>
      )}
    </div>
  );
}
