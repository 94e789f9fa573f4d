import { keysOf } from '@interlock/contract/keys-of.ts';
import type { Role } from '@interlock/contract/permissions.ts';

export const teams = {
  database: 'Database and storage',
  network: 'Network',
  platform: 'Servers and platform',
  applications: 'Business applications',
  workplace: 'Workplace',
  security: 'Security operations',
} as const;
export type Team = keyof typeof teams;

type Member = { name: string; roles: readonly Role[]; team?: Team };

/** Who plays: made-up people in every role. The first two are the administrators who let the others in. */
export const cast = {
  ines: { name: 'Inês Carvalho', roles: ['administrator'] },
  tom: { name: 'Tom Beckett', roles: ['administrator', 'auditor'] },
  olga: { name: 'Olga Weiss', roles: ['auditor'] },
  marta: { name: 'Marta Lindqvist', roles: ['change_manager'] },
  david: { name: 'David Osei', roles: ['change_manager'] },
  priya: { name: 'Priya Raman', roles: ['change_manager', 'release_manager'] },
  ruben: { name: 'Ruben de Wit', roles: ['release_manager'] },
  ingrid: { name: 'Ingrid Solberg', roles: ['approver'] },
  hassan: { name: 'Hassan El Idrissi', roles: ['approver'] },
  claire: { name: 'Claire Dubois', roles: ['approver'] },
  jonas: { name: 'Jonas Keller', roles: ['coordinator'], team: 'database' },
  lucia: { name: 'Lucía Romero', roles: ['coordinator'], team: 'network' },
  piotr: { name: 'Piotr Nowak', roles: ['coordinator'], team: 'platform' },
  grace: { name: 'Grace Adeyemi', roles: ['coordinator'], team: 'applications' },
  elif: { name: 'Elif Kaya', roles: ['coordinator'], team: 'workplace' },
  sven: { name: 'Sven Aaltonen', roles: ['coordinator'], team: 'security' },
  anna: { name: 'Anna Petrova', roles: ['specialist'], team: 'database' },
  wei: { name: 'Wei Zhang', roles: ['specialist'], team: 'database' },
  kofi: { name: 'Kofi Mensah', roles: ['specialist'], team: 'network' },
  nora: { name: 'Nora Byrne', roles: ['specialist'], team: 'network' },
  mateo: { name: 'Mateo Silva', roles: ['specialist'], team: 'platform' },
  yuki: { name: 'Yuki Tanaka', roles: ['specialist'], team: 'platform' },
  samir: { name: 'Samir Khan', roles: ['specialist'], team: 'applications' },
  femke: { name: 'Femke Janssen', roles: ['specialist'], team: 'applications' },
  luca: { name: 'Luca Moretti', roles: ['specialist'], team: 'workplace' },
  amina: { name: 'Amina Diallo', roles: ['specialist'], team: 'security' },
  robert: { name: 'Robert Fischer', roles: ['initiator'] },
  sofia: { name: 'Sofía Vega', roles: ['initiator'] },
  daniel: { name: 'Daniel Levy', roles: ['initiator'] },
  mei: { name: 'Mei Lin Chua', roles: ['initiator'] },
} as const satisfies Record<string, Member>;

export type Who = keyof typeof cast;
export const everybody = keysOf(cast);

/** In a name that no mail server has (RFC 2606). */
export const emailOf = (who: Who): string => `${who}@demo.example`;

export const memberOf = (who: Who): Member => cast[who];
export const membersOf = (team: Team): Who[] => everybody.filter((who) => memberOf(who).team === team);

type Some = readonly [Who, ...Who[]];

export const administrators = ['ines', 'tom'] as const satisfies Some;
export const managers = ['marta', 'david', 'priya'] as const satisfies Some;
export const approvers = ['ingrid', 'hassan', 'claire'] as const satisfies Some;
export const initiators = ['robert', 'sofia', 'daniel', 'mei'] as const satisfies Some;

export type AudienceName = 'users' | 'support' | 'operations' | 'management';

type Reached = {
  audience: AudienceName;
  teams: readonly Team[];
  circle?: { name: string; members: readonly Who[] };
};

/** Whom the audiences of announcements are made of. */
export const audiences: readonly Reached[] = [
  { audience: 'users', teams: [], circle: { name: 'Key users', members: initiators } },
  { audience: 'support', teams: ['workplace'] },
  { audience: 'operations', teams: ['platform', 'network', 'database'] },
  { audience: 'management', teams: [], circle: { name: 'Heads of IT', members: [...managers, 'ruben'] } },
];

export const coordinatorOf: Record<Team, Who> = {
  database: 'jonas',
  network: 'lucia',
  platform: 'piotr',
  applications: 'grace',
  workplace: 'elif',
  security: 'sven',
};

export const specialistsOf: Record<Team, Some> = {
  database: ['anna', 'wei'],
  network: ['kofi', 'nora'],
  platform: ['mateo', 'yuki'],
  applications: ['samir', 'femke'],
  workplace: ['luca'],
  security: ['amina'],
};
