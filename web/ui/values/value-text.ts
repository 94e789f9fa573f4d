import { t } from '@lingui/core/macro';
import { nameOf } from './part-name.ts';

/** Any value as text that a person can read. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return t`nothing`;
  if (typeof value === 'boolean') return value ? t`yes` : t`no`;
  if (Array.isArray(value)) return value.length === 0 ? t`nothing` : value.map(textOf).join(', ');
  if (typeof value !== 'object') return String(value);
  if ('name' in value) return String(value.name);
  return Object.entries(value)
    .map(([name, part]) => `${nameOf(name)}: ${textOf(part)}`)
    .join(', ');
}
