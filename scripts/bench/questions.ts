import { changeId, groupId, offices, personId } from './past.ts';
import type { Persona } from './rows.ts';

/** A page that people open, asked differently each time, so that no answer is only ready because it was asked before. */
export type Question = { what: string; as: Persona; path(turn: number): string };

const list = (what: string, query: (turn: number) => string, as: Persona = 'manager'): Question => ({
  what,
  as,
  path: (turn) => `/api/v1/changes?limit=50&${query(turn)}`,
});
const specialist = (turn: number) => personId(offices.specialist[0] + (turn % 40));
const nth = (count: number, turn: number) => changeId(count - ((turn * 7_919) % Math.floor(count / 2)));
/** Among the newest, where most changes are not over. */
const fresh = (count: number, turn: number) => changeId(count - ((turn * 37) % Math.floor(count * 0.04)));

export const questionsOf = (count: number): readonly Question[] => [
  list('List: the newest', () => ''),
  list('List: one state, common (closed)', () => 'state=closed'),
  list('List: one state, rare (implement)', () => 'state=implement'),
  list('List: two states', () => 'state=assess&state=authorize'),
  list('List: priority', (turn) => `priority=${1 + (turn % 4)}`),
  list('List: model', () => 'model=mdl_emergency'),
  list('List: outcome', (turn) => `outcome=${['failed', 'backed_out', 'successful'][turn % 3]}`),
  list('List: requester', (turn) => `requester=${personId(offices.initiator[0] + turn)}`),
  list('List: assignee', (turn) => `assignee=${specialist(turn)}`),
  list('List: coordinator', (turn) => `coordinator=${personId(offices.coordinator[0] + (turn % 50))}`),
  list('List: team', (turn) => `team=${groupId(1 + (turn % 90))}`),
  list(
    'List: a planned month',
    (turn) => `plannedFrom=20${20 + (turn % 5)}-03-01T00:00:00Z&plannedTo=20${20 + (turn % 5)}-04-01T00:00:00Z`,
  ),
  list('List: state and assignee', (turn) => `state=scheduled&assignee=${specialist(turn)}`),
  list('List: team, outcome and priority', (turn) => `team=${groupId(1 + (turn % 90))}&outcome=failed&priority=2`),
  list('List: imported', () => 'imported=true'),
  list('Search: a common word', (turn) => `q=${['server', 'network', 'database', 'update'][turn % 4]}`),
  list('Search: three words', () => 'q=server+network+update'),
  list('Search: the beginning of a word', (turn) => `q=${['alab', 'coran', 'gani', 'veru'][turn % 4]}`),
  list('Search: a word that is in one change', () => 'q=zygomorph'),
  list('Search: a word that is in none', () => 'q=quxotic'),
  list('Search: a number', (turn) => `q=CHG-${count - turn * 31}`),
  list('Search: a word within a state', () => 'q=network&state=scheduled'),
  list('List of an approver', () => '', 'approver'),
  { what: 'One change', as: 'manager', path: (turn) => `/api/v1/changes/${nth(count, turn)}` },
  { what: 'Explain', as: 'manager', path: (turn) => `/api/v1/changes/${fresh(count, turn)}/explain` },
  { what: 'Activity of a change', as: 'manager', path: (turn) => `/api/v1/changes/${fresh(count, turn)}/activity` },
  { what: 'Inbox of a change manager', as: 'manager', path: () => '/api/v1/inbox?limit=50' },
  { what: 'Inbox of a coordinator', as: 'coordinator', path: () => '/api/v1/inbox?limit=50' },
  { what: 'Inbox of a specialist', as: 'specialist', path: () => '/api/v1/inbox?limit=50' },
  { what: 'Inbox of an approver', as: 'approver', path: () => '/api/v1/inbox?limit=50' },
  { what: 'Tasks of a specialist', as: 'specialist', path: () => '/api/v1/tasks?limit=50' },
  { what: 'Overview', as: 'manager', path: () => '/api/v1/overview' },
  { what: 'Overview of an approver', as: 'approver', path: () => '/api/v1/overview' },
  { what: 'Notifications', as: 'manager', path: () => '/api/v1/notifications?limit=50' },
  { what: 'Audit log: the newest', as: 'auditor', path: () => '/api/v1/audit?limit=50' },
  {
    what: 'Audit log: of a change',
    as: 'auditor',
    path: (turn) => `/api/v1/audit?limit=50&object=${nth(count, turn)}`,
  },
  {
    what: 'Audit log: of a person',
    as: 'auditor',
    path: (turn) => `/api/v1/audit?limit=50&actor=${personId(960 + turn)}`,
  },
  { what: 'Audit log: of an act', as: 'auditor', path: () => '/api/v1/audit?limit=50&verb=change.edited' },
  { what: 'People', as: 'manager', path: (turn) => `/api/v1/people?limit=50&q=${['al', 'cor', 'ver'][turn % 3]}` },
];
