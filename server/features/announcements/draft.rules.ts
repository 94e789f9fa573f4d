import type { Occasion } from '@interlock/contract/announcements.ts';
import type { Downtime } from '@interlock/contract/change-fields.ts';
import { Priorities, type RiskLevel, type Window } from '@interlock/contract/changes.ts';
import type { StateKind } from '@interlock/contract/models.ts';

/** What of a change stands in a text. */
export type ToldChange = {
  number: string;
  title: string;
  summary: string;
  reason: string;
  stateKind: StateKind;
  restricted: boolean;
  systemsAffected: string;
  peopleImpacted: string;
  backoutPlan: string;
  downtime: Downtime | null;
  window: Window | null;
  riskLevel: RiskLevel;
  priority: number;
  actualStart: Date | null;
  actualEnd: Date | null;
};

type Said = { subject: string; body: string };
type Of = { change: ToldChange; assignee: string | null; backingOut: boolean };
type Point = 'planned' | 'begun' | 'done' | 'backout' | 'cancelled';

const heads: Record<Point, string> = {
  planned: 'Planned work',
  begun: 'Work has begun',
  done: 'Work is done',
  backout: 'Work is being taken back',
  cancelled: 'Will not take place',
};

const points: Record<Exclude<Occasion, 'now'>, Point> = {
  before: 'planned',
  at_start: 'begun',
  at_end: 'done',
  on_backout: 'backout',
};

function pointNow({ change, backingOut }: Of): Point {
  if (change.stateKind === 'cancelled') return 'cancelled';
  if (change.actualEnd !== null) return 'done';
  if (backingOut) return 'backout';
  return change.actualStart === null ? 'planned' : 'begun';
}

/**
 * A text for an audience, from what stands on the change: what it has to do with the reader comes first. Of a restricted change
 * it names neither its title nor what it changes: whoever announces it says how much of that may be known.
 */
export function draftOf(audience: string, occasion: Occasion, of: Of): Said {
  const point = occasion === 'now' ? pointNow(of) : points[occasion];
  const { change } = of;
  const what = change.restricted ? 'maintenance' : change.title;
  const parts = [
    opening(point, of),
    ...(change.restricted ? [] : detail(point, of)),
    ...forAudience(audience, point, of),
  ];
  return {
    subject: `${heads[point]}: ${what}`.slice(0, 200),
    body: parts
      .filter((part) => part.trim() !== '')
      .join('\n\n')
      .slice(0, 10_000),
  };
}

function opening(point: Point, { change }: Of): string {
  const on = change.restricted ? '' : ` on ${oneLine(change.systemsAffected) || change.title}`;
  const when = whenOf(change);
  if (point === 'planned') return when ? `${when} we work${on}.` : `We are going to work${on}.`;
  if (point === 'begun')
    return `We have begun to work${on}.${change.window ? ` We expect to be done by ${end(change)}.` : ''}`;
  if (point === 'done') return `The work${on} is done.`;
  if (point === 'cancelled') return `The work${on}${when ? `, planned ${lower(when)},` : ''} will not take place.`;
  return `The work${on} does not go as planned: we put things back to how they were before.`;
}

function detail(point: Point, { change }: Of): string[] {
  if (point !== 'planned' && point !== 'begun') return [];
  const notices = change.peopleImpacted.trim();
  return [change.summary, notices && `Who may notice it: ${notices}`, downtime(change)];
}

function downtime({ downtime: expected }: ToldChange): string {
  if (expected === null) return '';
  return expected.minutes === 0 ? 'We expect no downtime.' : `We expect a downtime of ${expected.minutes} minutes.`;
}

/** What only some need: whom to ask, how things go back, what it is worth. An audience of one's own reads as users do. */
function forAudience(audience: string, point: Point, { change, assignee }: Of): string[] {
  const who = assignee === null ? '' : ` ${assignee} carries it out.`;
  const reference = `It is ${change.number}.${who}`;
  if (audience === 'aud_support') return [`If somebody asks: ${lower(reference)}`];
  if (audience === 'aud_operations') {
    const back = change.backoutPlan.trim() === '' ? '' : 'If it does not work out, the change says how things go back.';
    return [reference, point === 'planned' || point === 'begun' ? back : ''];
  }
  if (audience !== 'aud_management' || change.restricted) return [];
  const risk = change.riskLevel === 'none' ? '' : `, risk ${change.riskLevel}`;
  const rank = Object.entries(Priorities).find(([priority]) => Number(priority) === change.priority)?.[1];
  const why = point === 'planned' && change.reason.trim() !== '' ? `Why: ${change.reason.trim()}` : '';
  return [why, `It is ${change.number}, priority ${rank}${risk}.`];
}

function whenOf({ window }: ToldChange): string {
  if (!window) return '';
  const [startDay, startClock] = window.start.split('T');
  const [endDay, endClock] = window.end.split('T');
  const until = startDay === endDay ? endClock : `${endDay} ${endClock}`;
  return `On ${startDay} from ${startClock} to ${until} (${window.zone})`;
}

const end = ({ window }: ToldChange): string => (window ? `${window.end.replace('T', ' ')} (${window.zone})` : '');
const oneLine = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, ', ')
    .trim()
    .slice(0, 300);
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
