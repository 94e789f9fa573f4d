import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';
import type { WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';

type Need = ChangeNeeds['needs'][number];
/** What stands once for several fields and is not said again at each: who needs them, or that and when. */
type SaidAbove = 'nothing' | 'who' | 'when';

/** Who needs a field, and when; empty where nobody does. */
export function whoNeeds(
  { needs, deciders, steers }: ChangeNeeds,
  field: WrittenField,
  locale: string,
  saidAbove: SaidAbove = 'nothing',
): string {
  const need = needs.find((one) => one.field === field);
  const lines = [
    need && whenNeeded(need, locale, saidAbove),
    decidedBy(deciders[field] ?? [], locale),
    steers.includes(field) && t`What else is needed depends on it.`,
  ];
  return lines.filter(Boolean).join(' ');
}

/** Who is kept from going on where what is needed is not given; empty where nobody is. */
export function whoIsKept({ from, by }: Need, locale: string): string {
  const [who, left] = [anyOf(by, locale), from.name];
  return by.length > 0 ? t`Without it, ${who} cannot leave ${left}.` : '';
}

const anyOf = (by: readonly string[], locale: string): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(by);

function whenNeeded({ from, before, by, where }: Need, locale: string, saidAbove: SaidAbove): string {
  const [state, left, who] = [before.name, from.name, anyOf(by, locale)];
  if (saidAbove === 'when') return where ? t`Needed because ${where}.` : '';
  const when = where ? t`Needed before ${state}, because ${where}` : t`Needed before ${state}`;
  return by.length > 0 && saidAbove === 'nothing' ? t`${when}: ${who} cannot leave ${left} without it.` : `${when}.`;
}

function decidedBy(groups: readonly string[], locale: string): string {
  const names = new Intl.ListFormat(locale).format(groups);
  return groups.length > 0 ? t`Decided on by ${names}.` : '';
}
