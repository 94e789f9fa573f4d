import type { WrittenField } from '@interlock/contract/changes.ts';
import type { TemplateContent } from '@interlock/contract/templates.ts';

/** Who and when is asked of every change that says it nowhere else. */
const anyway: readonly WrittenField[] = ['assigneeId', 'window'];

const says = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : value !== null && value !== undefined && (typeof value !== 'string' || value.trim() !== '');

/** What raising a change of it will ask, in the order of that form, while its words are not sent yet: once they are, the server says it. */
export function askedOf({ preset, required }: Pick<TemplateContent, 'preset' | 'required'>): WrittenField[] {
  const isPreset = (field: string) => Object.entries(preset).some(([name, value]) => name === field && says(value));
  const open = [...new Set<WrittenField>(['title', ...required])].filter((field) => !isPreset(field));
  return [...open.filter((field) => !anyway.includes(field)), ...anyway.filter((field) => !isPreset(field))];
}
