import type { Edits, WrittenField } from '@interlock/contract/changes.ts';
import { keysOf } from '@interlock/contract/keys-of.ts';
import { says } from '@interlock/contract/says.ts';
import {
  alwaysLocked,
  neverLocked,
  type TemplateAct,
  type TemplateContent,
  type TemplateState,
} from '@interlock/contract/templates.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { isAmong, type Linked } from '../../platform/same-person.ts';

type Fault = { path: string; message: string };

/** Somebody who may publish a version, and whose account did not come lately from whoever wrote it, where there is anybody such. */
export type Second = { id: string; name: string };

/** A version as far as its way through the states goes. */
type Standing = { state: TemplateState; writers: readonly string[]; retiresAt: Date | null };

function saysAnything(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value !== 'string') return true;
  return says(value);
}

const isPreset = ({ preset }: TemplateContent, field: string): boolean =>
  Object.entries(preset).some(([name, value]) => name === field && saysAnything(value));

/** What stands in the way of a proposal: every place of the draft that is not yet as a pre-approval needs it. */
export function faultsOf(content: TemplateContent, demanded: readonly string[]): Fault[] {
  const { required, locked } = content;
  const unsaid = alwaysLocked.filter((field) => !isPreset(content, field));
  const open = alwaysLocked.filter((field) => isPreset(content, field) && !isLocked(content, field));
  const left = demanded.filter(
    (field) => !isPreset(content, field) && !isRequired(content, field) && !isAskedAnyway(field),
  );
  return [
    ...unsaid.map((field) => ({ path: `preset.${field}`, message: 'pre-approval is about this: say it' })),
    ...open.map((field) => ({ path: `locked.${field}`, message: 'what is pre-approved cannot be altered: lock it' })),
    ...locked
      .filter((field) => isNeverLocked(field) || (!isPreset(content, field) && !isIn(alwaysLocked, field)))
      .map((field) => ({
        path: `locked.${field}`,
        message: isNeverLocked(field) ? 'this differs from change to change' : 'there is nothing preset to lock',
      })),
    ...required
      .filter((field) => isPreset(content, field))
      .map((field) => ({ path: `required.${field}`, message: 'it is preset, so there is nothing to ask' })),
    ...left
      .filter((field) => !isIn(alwaysLocked, field))
      .map((field) => ({ path: `preset.${field}`, message: 'the model demands it: preset it, or ask for it' })),
  ];
}

const isIn = (fields: readonly string[], field: string): boolean => fields.includes(field);
const isLocked = ({ locked }: TemplateContent, field: string): boolean => isIn(locked, field);
const isRequired = ({ required }: TemplateContent, field: string): boolean => isIn(required, field);
const isNeverLocked = (field: string): boolean => isIn(neverLocked, field);
/** Who and when is asked of every change that says it nowhere else. */
const isAskedAnyway = (field: string): field is 'window' | 'assigneeId' => field === 'window' || field === 'assigneeId';

/** What the form asks for: the title and what the template leaves open, and who and when where the model wants to know. */
export function asksOf(content: TemplateContent, demanded: readonly string[]): WrittenField[] {
  const asked: WrittenField[] = ['title', ...content.required, ...demanded.filter(isAskedAnyway)];
  const open = [...new Set(asked)].filter((field) => !isPreset(content, field));
  return [...open.filter((field) => !isAskedAnyway(field)), ...open.filter(isAskedAnyway)];
}

/** What is preset and may still be altered. */
export const freeOf = (content: TemplateContent): WrittenField[] =>
  keysOf(content.preset).filter((field) => isPreset(content, field) && !isLocked(content, field));

/** Both have come through the same schema, so equal values are written alike. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What a change begins with: the preset values, under those that whoever raises it was asked for or altered. */
export function fieldsOf(content: TemplateContent, given: Edits): Verdict<Edits> {
  const preset: Edits = content.preset;
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const altered = content.locked.filter((field) => field in said && !isSame(given[field], preset[field]));
  if (altered.length > 0) {
    return no('field_locked', 'The template was approved with this, and so it stays.', {
      errors: altered.map((path) => ({ path, message: 'fixed by the template' })),
      next: 'Leave it out, or raise a normal change where it must be otherwise.',
    });
  }
  const fields: Edits = { ...preset, ...said };
  const missing = ['title' as const, ...content.required].filter((field) => !saysAnything(fields[field]));
  if (missing.length === 0) return yes(fields);
  return no('invalid', `The template asks for ${missing.join(', ')}.`, {
    errors: missing.map((path) => ({ path, message: 'the template asks for it' })),
  });
}

/** A retiring template is raised from until its day; nothing else but a published one is. */
export function isInForce(version: Pick<Standing, 'state' | 'retiresAt'> | null, now: Date): boolean {
  if (!version) return false;
  if (version.state === 'published') return true;
  return version.state === 'retiring' && version.retiresAt !== null && now < version.retiresAt;
}

/** Four eyes: whoever approves a version beforehand for all its changes wrote nothing of it. */
export function mayPublish(
  { writers }: Pick<Standing, 'writers'>,
  actorId: string,
  linked: Linked,
  second: readonly Second[],
): Verdict<true> {
  if (!isAmong(linked, actorId, writers) && second.length > 0 && !second.some(({ id }) => id === actorId)) {
    return no(
      'own_template',
      'Your account and that of whoever wrote this version came one from the other in these days.',
      { next: `Ask ${second.map(({ name }) => name).join(' or ')} to publish it.` },
    );
  }
  return isAmong(linked, actorId, writers)
    ? no('own_template', `You wrote on this version${writers.includes(actorId) ? '' : ', with another account'}.`, {
        next: 'Another change manager publishes it. Where there is none, an administrator gives somebody that role.',
      })
    : yes(true);
}

const needs: Record<TemplateAct, readonly TemplateState[]> = {
  edit: ['draft'],
  propose: ['draft'],
  discard: ['draft'],
  withdraw: ['proposed'],
  publish: ['proposed'],
  return: ['proposed'],
  retire: ['published', 'retiring'],
  renew: ['published', 'retiring', 'retired'],
};

const onWorking = new Set<TemplateAct>(['edit', 'propose', 'discard', 'withdraw', 'publish', 'return']);

type Both<Version> = { working: Version | null; last: Version | null };
type Stands = Pick<Standing, 'state'>;

const concerned = <V extends Stands>({ working, last }: Both<V>, act: TemplateAct): V | null =>
  act === 'renew' && working ? null : onWorking.has(act) ? working : last;

/** Whether a template is at the point where this can be done. */
export function isAt(both: Both<Stands>, act: TemplateAct): boolean {
  const version = concerned(both, act);
  return version !== null && needs[act].includes(version.state);
}

const nots: Record<TemplateAct, string> = {
  edit: 'Only a draft is written on.',
  propose: 'There is no draft to propose.',
  discard: 'There is no draft to give up.',
  withdraw: 'Nothing is proposed.',
  publish: 'Nothing is proposed.',
  return: 'Nothing is proposed.',
  retire: 'No version of it is in force.',
  renew: 'Its next version is being written already.',
};

/** The version that an act is about, where the template is at the point for it. */
export function versionFor<V extends Stands>(both: Both<V>, act: TemplateAct): Verdict<V> {
  const version = concerned(both, act);
  if (version && needs[act].includes(version.state)) return yes(version);
  const isProposed = both.working?.state === 'proposed';
  const next = act !== 'edit' ? 'Look at it as it is now.' : isProposed ? takeBack : 'Begin its next version.';
  return no('template_state', nots[act], { next });
}

const takeBack = 'Take the proposal back first.';

/** What the command line calls a template: its name in small letters and digits. */
export function keyOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[a-z0-9]+/g)?.join('-') ?? '';
  const begun = /^[a-z]/.test(words) ? words : `template-${words}`;
  return begun.slice(0, 50).replace(/-+$/, '');
}
