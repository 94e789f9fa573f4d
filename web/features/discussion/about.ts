import { nameOf } from '../../ui/values/part-name.ts';

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
