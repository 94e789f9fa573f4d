import { listChatsRoute } from '@interlock/contract/deliveries.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { reads } from '../../lib/calls/query.ts';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { Select } from '../../ui/fields/select.tsx';
import type { Entered } from './entered-rule.ts';

type Props = { entered: Entered; errorAt: FieldErrors; onChange: (part: Partial<Entered>) => void };

/** By which way a rule tells, and when. */
export function RuleWays({ entered, errorAt, onChange }: Props) {
  const rooms = useQuery(reads(listChatsRoute, { limit: 200 })).data?.items ?? [];
  return (
    <>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 text-sm font-medium">{t`How`}</legend>
        <Checkbox label={t`By the bell`} checked={entered.bell} onChange={(bell) => onChange({ bell })} />
        <Checkbox label={t`By mail`} checked={entered.mail} onChange={(mail) => onChange({ mail })} />
        {errorAt('mail') && <p className="text-xs text-crit">{errorAt('mail')}</p>}
      </fieldset>
      {entered.mail && (
        <div className="grid items-end gap-3 sm:grid-cols-2">
          <Select
            label={t`Mail comes`}
            value={entered.pace}
            options={[
              { value: 'at_once', label: t`At once` },
              { value: 'daily', label: t`Once a day, with others` },
            ]}
            onChange={(pace) => pace && onChange({ pace })}
          />
          <Checkbox
            label={t`Urgent: also in quiet hours`}
            checked={entered.urgent}
            onChange={(urgent) => onChange({ urgent })}
          />
        </div>
      )}
      {rooms.length > 0 && (
        <Checkboxes
          label={t`Rooms that get a post`}
          chosen={entered.chatIds}
          error={errorAt('chatIds')}
          options={rooms.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(chatIds) => onChange({ chatIds })}
        />
      )}
    </>
  );
}
