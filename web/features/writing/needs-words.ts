import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';
import type { WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';

/** Who needs a field, and when; empty where nobody does. */
export function whoNeeds({ needs, deciders, steers }: ChangeNeeds, field: WrittenField, locale: string): string {
  const need = needs.find((one) => one.field === field);
  const lines = [
    need && whenNeeded(need, locale),
    need && decidedBy(deciders[field] ?? [], locale),
    steers.includes(field) && t`What else is needed depends on it.`,
  ];
  return lines.filter(Boolean).join(' ');
}

function whenNeeded({ from, before, by, where }: ChangeNeeds['needs'][number], locale: string): string {
  const [state, left] = [before.name, from.name];
  const who = new Intl.ListFormat(locale, { type: 'disjunction' }).format(by);
  const when = where ? t`Needed before ${state}, because ${where}` : t`Needed before ${state}`;
  return by.length > 0 ? t`${when}: ${who} cannot leave ${left} without it.` : `${when}.`;
}

function decidedBy(groups: readonly string[], locale: string): string {
  const names = new Intl.ListFormat(locale).format(groups);
  return groups.length > 0 ? t`Decided on by ${names}.` : '';
}
