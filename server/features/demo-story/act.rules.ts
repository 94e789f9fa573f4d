import type { Occasion } from '@interlock/contract/announcements.ts';
import type { closureCodes } from '@interlock/contract/changes.ts';
import type { ImprovementState } from '@interlock/contract/improvements.ts';
import type { LinkKind } from '@interlock/contract/incidents.ts';
import type { TaskKind } from '@interlock/contract/models.ts';
import type { Window } from './almanac.rules.ts';
import type { AudienceName, Team, Who } from './cast.rules.ts';
import type { Line } from './catalogue.rules.ts';

export type Outcome = (typeof closureCodes)[number];

/** What is written on a change; people and teams by the names that they have in the play. */
export type Fields = {
  title: string;
  systemsAffected: string;
  requesterId?: Who;
  coordinatorId?: Who;
  managerId?: Who;
  assigneeId?: Who;
  teamId?: Team;
  readerIds?: readonly Who[];
} & Readonly<Record<string, unknown>>;

/** One thing that somebody does to the change of a story. */
export type Act =
  | { does: 'raise'; model: 'normal' | 'emergency' | 'retrospective'; fields: Fields }
  | { does: 'raise_standard'; template: string; fields: Fields }
  /** Lets a template raise a change for each Sunday from this one on, and the clock raise the first of them. */
  | { does: 'plan_recurring'; template: string; name: string; system: string; owner: Who; window: Window }
  | { does: 'plan'; kind: TaskKind; title: string; level: number; owner: Who; steps: readonly Line[] }
  | {
      does: 'move';
      to: string;
      given?: {
        window?: Window;
        plannedEnd?: { end: string; zone: string };
        closureCode?: Outcome;
        closureNotes?: string;
        justifications?: Readonly<Record<string, string>>;
      };
    }
  | { does: 'vote'; yes: boolean; comment: string }
  | { does: 'ask'; words: string }
  | { does: 'answer'; words: string }
  | { does: 'comment'; text: string }
  | { does: 'start'; kind: TaskKind }
  | { does: 'incident'; kind: LinkKind; number: string; title: string; words: string }
  | { does: 'confirm_incident' }
  | { does: 'dismiss_incident'; words: string }
  | { does: 'answer_review'; answers: Readonly<Record<string, string>> }
  | { does: 'lesson'; title: string; words: string; owner: Who; dueOn: string }
  | { does: 'improve'; state: ImprovementState; outcome: string }
  | { does: 'finish'; kind: TaskKind; evidence?: string; findings?: string }
  | { does: 'tick'; kind: TaskKind }
  | { does: 'rehearse'; words: string }
  | { does: 'back_out'; words: string }
  | { does: 'ask_time'; minutes: number; words: string }
  | { does: 'grant_time'; words: string }
  /** With the text that the change makes, and what somebody has to add to it. */
  | { does: 'announce'; audience: AudienceName; occasion: Occasion; minutes?: number; more?: string; release: boolean }
  | { does: 'add_to_draft'; more: string }
  | { does: 'postpone'; window: Window }
  | { does: 'hold'; reason: string }
  | { does: 'cancel'; reason: 'withdrawn' | 'superseded' | 'rejected'; words: string }
  /** The clock finds that a window was missed, that work overruns, or that an announcement has come to its occasion. */
  | { does: 'miss_window' }
  | { does: 'watch_run' }
  | { does: 'look_at_announcements' };

export type Step = { at: Date; by: Who | 'clock'; act: Act };
/** All that happens to one change, in the order of time. */
export type Story = readonly Step[];
