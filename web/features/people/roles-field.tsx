import { type Role, roles } from '@interlock/contract/permissions.ts';
import { t } from '@lingui/core/macro';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { roleHelp, roleWord } from '../identity/index.ts';

type Props = { value: readonly Role[]; error?: string | undefined; onChange: (value: Role[]) => void };

export function RolesField({ value, error, onChange }: Props) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{t`Roles`}</legend>
      {roles.map((role) => (
        <Checkbox
          key={role}
          label={roleWord(role)}
          hint={roleHelp(role)}
          checked={value.includes(role)}
          onChange={(on) => onChange(on ? [...value, role] : value.filter((one) => one !== role))}
        />
      ))}
      {error && <p className="text-xs text-crit">{error}</p>}
    </fieldset>
  );
}
