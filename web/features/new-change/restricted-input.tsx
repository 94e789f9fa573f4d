import { t } from '@lingui/core/macro';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { useMe } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import type { Choice } from '../../ui/fields/combobox.tsx';
import type { Entered } from '../change-fields/index.ts';
import { PeopleInput } from '../identity/index.ts';

type Props = {
  restricted: boolean;
  readers: readonly Choice[];
  entered: Entered;
  errorAt: FieldErrors;
  onChange: (part: { restricted?: boolean; readers?: Choice[] }) => void;
};

/** Whether the change is shown to people by name alone from its first moment on, and to whom. */
export function RestrictedInput({ restricted, readers, entered, errorAt, onChange }: Props) {
  const me = useMe();
  const { locale } = useViewer();
  const { coordinatorId, managerId, assigneeId } = entered;
  const named = [coordinatorId, managerId, assigneeId, ...readers].filter((one) => one !== null);
  const others = new Map(named.filter(({ id }) => id !== me.person.id).map(({ id, name }) => [id, name]));
  const names = new Intl.ListFormat(locale).format([t`you`, ...others.values()]);
  return (
    <div className="flex flex-col gap-3">
      <Checkbox
        label={t`Restricted`}
        hint={t`Shown to people by name alone, from its first moment on. For everybody else it does not exist.`}
        checked={restricted}
        onChange={(next) => onChange({ restricted: next })}
      />
      {restricted && (
        <div className="flex flex-col gap-3 border-l-2 border-line-2 pl-4">
          <p className="text-sm">
            {t`It will be seen by ${names}; later by those who are asked to decide on it or own work on it; and by auditors.`}
          </p>
          <PeopleInput
            label={t`Named beside them`}
            people={readers}
            error={errorAt('readerIds')}
            onChange={(next) => onChange({ readers: next })}
          />
        </div>
      )}
    </div>
  );
}
