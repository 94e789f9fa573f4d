import type { ModelDefinition } from '@interlock/contract/models.ts';
import type { Finding } from './look.rules.ts';
import { at, fieldOf, isPlace, placeOf } from './places.rules.ts';

type Issue = NonNullable<ReturnType<typeof ModelDefinition.safeParse>['error']>['issues'][number];
type Said = { problem: string; next: string };

/** What keeps a written definition from being one at all, in words that name the field and its place. */
export function shapeFindings(written: unknown, issues: readonly Issue[]): Finding[] {
  const others = issues.filter((issue) => noState(issue) === undefined);
  return [...goneStates(written, issues), ...others.map((issue) => found(written, issue))];
}

const pathOf = ({ path }: Issue): Finding['path'] =>
  path.map((part) => (typeof part === 'symbol' ? String(part) : part));

/** The state that a field names and that is not there. */
const noState = (issue: Issue): string | undefined =>
  issue.code === 'custom' && typeof issue.params?.['noState'] === 'string' ? issue.params['noState'] : undefined;

/** A state that was taken out is one fault, however many still name it: with each place that does. */
function goneStates(written: unknown, issues: readonly Issue[]): Finding[] {
  const keys = [...new Set(issues.flatMap((issue) => noState(issue) ?? []))];
  return keys.map((key) => {
    const naming = issues.filter((issue) => noState(issue) === key).map(pathOf);
    const named = naming.map((path) => ({ path, where: whereOf(written, path) }));
    return {
      path: naming[0] ?? [],
      message: `There is no state ${key}, and it is still named.`,
      next:
        naming.length > 1 ? 'Name another state in each of these, or put it back.' : 'Name another, or put it back.',
      named,
    };
  });
}

const whereOf = (written: unknown, path: Finding['path']): string =>
  [placeOf(written, path), fieldOf(path)].filter(Boolean).join(': ');

function found(written: unknown, issue: Issue): Finding {
  const path = pathOf(issue);
  if (issue.code === 'custom' && !isOfText(issue)) {
    const place = placeOf(written, path);
    const words = place ? `${place}: ${issue.message}` : capital(issue.message);
    return { path, message: `${words}.`, next: 'Mend it there.' };
  }
  const { problem, next } = saidOf(issue, at(written, path));
  return { path, message: `${subject(written, path)} ${problem}.`, next };
}

/** The field with its place, or the thing itself where the path leads to no field of it. */
function subject(written: unknown, path: Finding['path']): string {
  if (path.length === 0) return 'The definition';
  const place = placeOf(written, path);
  if (place && isPlace(written, path)) return place;
  return place ? `${place}: “${fieldOf(path)}”` : `“${fieldOf(path)}”`;
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
/** What a text must be, which its own rule says; the others are said of the model. */
const isOfText = ({ message }: Issue): boolean => message.startsWith('this name') || message.startsWith('text without');

const choose = 'Choose one that there is.';
const shapes: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be yes or no (true or false)',
  array: 'must be a list',
  object: 'must be an object with fields of its own',
  record: 'must be an object with fields of its own',
};

function saidOf(issue: Issue, given: unknown): Said {
  if (given === undefined) return { problem: 'is missing', next: 'Fill it in.' };
  if (issue.code === 'invalid_type') {
    return { problem: shapes[issue.expected] ?? `must be ${issue.expected}`, next: 'Write it so.' };
  }
  if (issue.code === 'too_small') return tooSmall(issue.origin, Number(issue.minimum));
  if (issue.code === 'too_big') return tooBig(issue.origin, Number(issue.maximum));
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `“${key}”`).join(', ');
    return { problem: `has no field ${names}`, next: 'Take that out, or mend how it is written.' };
  }
  if (issue.code === 'invalid_value') return { problem: `cannot be ${shown(given)}`, next: choose };
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element')
    return { problem: 'names what there is not', next: choose };
  if (issue.code === 'invalid_union') return { problem: `cannot be ${shown(given)}`, next: choose };
  if (issue.code === 'invalid_format' && issue.format === 'regex') return misspelt(issue.message);
  if (issue.message.startsWith('this name')) return { problem: 'cannot be this name', next: 'Choose another key.' };
  return { problem: `must be ${issue.message}`, next: 'Write it anew.' };
}

const misspelt = (message: string): Said =>
  message.startsWith('one line')
    ? { problem: 'must be one line without control characters', next: 'Write it anew.' }
    : {
        problem: 'must begin with a small letter and go on with small letters and underscores, 40 at most',
        next: 'Choose another key.',
      };

function tooSmall(origin: string, least: number): Said {
  if (origin === 'string') return { problem: 'is empty', next: 'Fill it in.' };
  if (origin !== 'array') return { problem: `must be ${least} or more`, next: 'Choose a higher number.' };
  if (least === 1) return { problem: 'names nothing', next: 'Choose at least one.' };
  return { problem: `must hold ${least} or more`, next: 'Add what is missing.' };
}

function tooBig(origin: string, most: number): Said {
  if (origin === 'string') return { problem: `is longer than ${most} characters`, next: 'Shorten it.' };
  if (origin !== 'array') return { problem: `must be ${most} or less`, next: 'Choose a lower number.' };
  return { problem: `holds more than ${most}`, next: 'Take some out.' };
}

const shown = (given: unknown): string =>
  given === '' ? 'empty' : `“${(typeof given === 'string' ? given : JSON.stringify(given)).slice(0, 40)}”`;
