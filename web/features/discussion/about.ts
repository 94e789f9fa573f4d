import { nameOf } from '../../ui/values/part-name.ts';
import { codesInWords, toldOf } from './told.ts';

type Parts = Readonly<Record<string, unknown>>;

const said = (part: unknown): string => (typeof part === 'string' ? part.trim() : '');

/** Which step, task, file, round, announcement or other thing an act was on, as it was called then. Empty where the act says all. */
export function aboutOf(parts: Parts): string {
  const { step, state, tasks, minutes } = parts;
  const line = said(step) && `“${said(step)}”${said(state) && state !== 'done' ? ` (${nameOf(said(state))})` : ''}`;
  const several = Array.isArray(tasks) ? tasks.filter((one) => typeof one === 'string') : [];
  return [
    line,
    said(parts['task']),
    ...several,
    said(parts['announcement']) || said(parts['subject']),
    said(parts['incident']),
    said(parts['improvement']),
    said(parts['name']),
    typeof minutes === 'number' && 'words' in parts ? `${minutes} min` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

type Act = { verb: string; parts: Readonly<Record<string, unknown>> };
type Words = {
  cancelled: Readonly<Record<string, () => string>>;
  field: (field: string) => string;
};

/** What an act was on, behind the act: by which move to where, which step or task, which fields, and the words that were said. */
export function detailOf(act: Act, called: Words): string {
  const { moved, move, words, edits } = toldOf(codesInWords(act, called.cancelled));
  const way = moved ? `${moved.before} → ${moved.after}` : '';
  const said = [
    move && way ? `${move}, ${way}` : way,
    aboutOf(act.parts),
    edits.map(({ field }) => called.field(field)).join(', '),
    ...words,
  ].filter(Boolean);
  return said.length > 0 ? `: ${said.join(' – ')}` : '';
}
