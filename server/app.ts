import { type KeyObject, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { permissionsOfOperator } from '@interlock/contract/permissions.ts';
import type { FastifyRequest } from 'fastify';
import { announcementClock, announcementJobs } from './features/announcements/announcements.jobs.ts';
import { announcementRoutes } from './features/announcements/announcements.routes.ts';
import { auditRoutes } from './features/audit/audit.routes.ts';
import { changeDecisionClock, changeDecisionJobs } from './features/change-decisions/change-decisions.jobs.ts';
import { changeDecisionRoutes } from './features/change-decisions/change-decisions.routes.ts';
import { changeFileRoutes } from './features/change-files/change-files.routes.ts';
import { changeFlowRoutes } from './features/change-flow/change-flow.routes.ts';
import { changeFormRoutes } from './features/change-forms/change-forms.routes.ts';
import { changeGuardRoutes } from './features/change-guards/change-guards.routes.ts';
import { type Guard, waitsOf } from './features/change-guards/index.ts';
import { changeHoldRoutes } from './features/change-hold/change-hold.routes.ts';
import { changeListRoutes } from './features/change-list/change-list.routes.ts';
import { changeOverrideRoutes } from './features/change-overrides/change-overrides.routes.ts';
import { changePeopleRoutes } from './features/change-people/change-people.routes.ts';
import { watchingRoutes } from './features/change-people/watching.routes.ts';
import { changeReviewRoutes } from './features/change-reviews/change-reviews.routes.ts';
import { reviewAnswered } from './features/change-reviews/index.ts';
import { changeRunClock, changeRunJobs } from './features/change-runs/change-runs.jobs.ts';
import { changeRunRoutes } from './features/change-runs/change-runs.routes.ts';
import { goingOnDecided, overrunReviewed } from './features/change-runs/index.ts';
import { changeTaskRoutes } from './features/change-tasks/change-tasks.routes.ts';
import { changeWordsClock } from './features/change-words/change-words.jobs.ts';
import { changesRoutes } from './features/changes/changes.routes.ts';
import { mayKnowOf, whoSees } from './features/changes/index.ts';
import { communicationClock, communicationJobs } from './features/communication/communication.jobs.ts';
import { communicationRoutes } from './features/communication/communication.routes.ts';
import { deliveryClock, deliveryJobs } from './features/deliveries/deliveries.jobs.ts';
import { deliveryRoutes } from './features/deliveries/deliveries.routes.ts';
import { demoClock, demoJobs } from './features/demo/demo.jobs.ts';
import { demoRoutes } from './features/demo/demo.routes.ts';
import { deputyRoutes } from './features/deputies/deputies.routes.ts';
import { exportRoutes } from './features/exports/exports.routes.ts';
import { fileClock } from './features/files/files.jobs.ts';
import { identityRoutes } from './features/identity/identity.routes.ts';
import { makeSetUpLink, setUpFromEnvironment } from './features/identity/index.ts';
import { importRunClock, importRunJobs } from './features/import-runs/import-runs.jobs.ts';
import { importRunRoutes } from './features/import-runs/import-runs.routes.ts';
import { importRoutes } from './features/imports/import.routes.ts';
import { improvementRoutes } from './features/improvements/improvements.routes.ts';
import { inboxRoutes } from './features/inbox/inbox.routes.ts';
import { incidentRoutes } from './features/incidents/incidents.routes.ts';
import { incidentsReviewed } from './features/incidents/index.ts';
import { compose } from './features/letters/index.ts';
import { mailDecisionRoutes } from './features/mail-decisions/mail-decisions.routes.ts';
import { missedWindowsClock, missedWindowsJobs } from './features/missed-windows/missed-windows.jobs.ts';
import { modelTrialRoutes } from './features/model-trials/model-trials.routes.ts';
import { modelRoutes } from './features/models/model.routes.ts';
import { tellOfMembers } from './features/notifications/index.ts';
import { notificationClock } from './features/notifications/notifications.jobs.ts';
import { notificationRoutes } from './features/notifications/notifications.routes.ts';
import { operationRoutes } from './features/operations/operations.routes.ts';
import { overviewRoutes } from './features/overview/overview.routes.ts';
import { personLinkRoutes } from './features/person-links/person-links.routes.ts';
import { recurringClock, recurringJobs } from './features/recurring/recurring.jobs.ts';
import { recurringRoutes } from './features/recurring/recurring.routes.ts';
import { keepSealing } from './features/sealing/sealing.jobs.ts';
import { sealingRoutes } from './features/sealing/sealing.routes.ts';
import { actorOf, todaysCost } from './features/sessions/index.ts';
import { sessionJobs } from './features/sessions/sessions.jobs.ts';
import { sessionRoutes } from './features/sessions/sessions.routes.ts';
import { templateClock, templateJobs } from './features/templates/templates.jobs.ts';
import { templatesRoutes } from './features/templates/templates.routes.ts';
import { viewsRoutes } from './features/views/views.routes.ts';
import { voteCheckJobs } from './features/vote-checks/vote-checks.jobs.ts';
import { voteCheckRoutes } from './features/vote-checks/vote-checks.routes.ts';
import { waitsClock, waitsJobs } from './features/waits-by-the-clock/waits-by-the-clock.jobs.ts';
import type { Config } from './platform/config.ts';
import { type Actor, type PasswordCost, system } from './platform/ctx.ts';
import { connect, type Db } from './platform/database/db.ts';
import { claimFolder } from './platform/folder/folder-mark.ts';
import { openSecrets } from './platform/folder/secrets.ts';
import { openHttp } from './platform/http/http.ts';
import { readinessOf } from './platform/http/readiness.ts';
import { ctxOfRequest, ctxOfSystem, type World } from './platform/http/request-ctx.ts';
import type { Served } from './platform/http/serve.ts';
import { sessionCookie } from './platform/http/session-cookie.ts';
import { hashOfSecret } from './platform/ids.ts';
import { type AnyJob, type ClockJob, type Jobs, openJobs, tidyPlatform } from './platform/jobs/jobs.ts';
import { openLog } from './platform/log.ts';
import { type Mask, openMask, passwordsIn } from './platform/mask.ts';
import { openMail } from './platform/outgoing/mail.ts';
import { openPost } from './platform/outgoing/post.ts';
import { version, webFolder } from './platform/places.ts';

export type AppOptions = {
  config: Config;
  databaseUrl: string;
  operatorKey: string;
  /** What secrets in the database are sealed with. Without one they can be read until this process ends. */
  secretsKey?: Buffer;
  /** Signs the audit log; without it this server seals nothing. */
  sealKey?: KeyObject;
  /** The clock; a test hands in its own. */
  now?: () => Date;
  /** What hashing a password costs; tests, which sign in hundreds of people, hand in a small one. */
  passwordCost?: PasswordCost;
  /** Where the log goes; a test reads it. */
  logTo?: Parameters<typeof openLog>[1];
};

export type App = { address: string; setUpLink: string | undefined; close(): Promise<void> };

/** Guards of later features are put on this list; the core's own always hold. */
const guards: readonly Guard[] = [overrunReviewed, reviewAnswered, incidentsReviewed];

/** Every feature's routes, in one list. */
export const servedRoutes = ({
  secure,
  dataInsideClone,
  machine = { dataDir: '/', embedded: false },
}: {
  secure: boolean;
  dataInsideClone: boolean;
  machine?: { dataDir: string; embedded: boolean };
}): Served[] => [
  ...auditRoutes(mayKnowOf),
  ...sealingRoutes(mayKnowOf),
  ...sessionRoutes({ secure }),
  ...identityRoutes({ secure, dataInsideClone, tell: tellOfMembers }),
  ...notificationRoutes(mayKnowOf),
  ...deputyRoutes,
  ...personLinkRoutes,
  ...modelRoutes,
  ...modelTrialRoutes,
  ...changesRoutes,
  ...changeListRoutes((ctx, ids) => waitsOf(ctx, guards, ids)),
  ...changePeopleRoutes,
  ...watchingRoutes,
  ...changeGuardRoutes(guards),
  ...changeFlowRoutes(guards),
  ...changeDecisionRoutes(guards),
  ...voteCheckRoutes,
  ...changeOverrideRoutes(guards),
  ...changeTaskRoutes([goingOnDecided]),
  ...changeRunRoutes,
  ...changeReviewRoutes,
  ...improvementRoutes({ mayKnowOf, whoSees }),
  ...incidentRoutes,
  ...changeHoldRoutes,
  ...changeFileRoutes,
  ...changeFormRoutes,
  ...inboxRoutes,
  ...overviewRoutes,
  ...viewsRoutes,
  ...exportRoutes((ctx, ids) => waitsOf(ctx, guards, ids)),
  ...templatesRoutes(guards),
  ...recurringRoutes,
  ...announcementRoutes,
  ...communicationRoutes,
  ...mailDecisionRoutes(guards),
  ...deliveryRoutes(mayKnowOf),
  ...importRoutes,
  ...importRunRoutes,
  ...demoRoutes,
  ...operationRoutes({ ...machine, version, startedAt: new Date(performance.timeOrigin) }),
];

/** Every feature's jobs, in one list. The demo is made by the calls and jobs of the others. */
export function workedJobs(served: readonly Served[]): AnyJob[] {
  const jobs = [
    ...deliveryJobs(compose),
    ...waitsJobs,
    ...missedWindowsJobs,
    ...changeDecisionJobs,
    ...voteCheckJobs,
    ...changeRunJobs,
    ...templateJobs,
    ...recurringJobs(guards),
    ...announcementJobs,
    ...communicationJobs,
    ...importRunJobs,
  ];
  return [...jobs, ...demoJobs({ calls: served, jobs })];
}

/** What the clock asks for, of every feature. */
export const clockJobs: readonly ClockJob[] = [
  tidyPlatform,
  ...sessionJobs,
  ...notificationClock,
  ...fileClock,
  ...waitsClock,
  ...missedWindowsClock,
  ...changeDecisionClock,
  ...changeRunClock,
  ...templateClock,
  ...recurringClock,
  ...importRunClock,
  ...demoClock,
  ...announcementClock,
  ...communicationClock,
  ...deliveryClock,
  ...changeWordsClock,
];

const CONNECTIONS = 20;

type Ready = Required<Omit<AppOptions, 'sealKey' | 'logTo'>>;
/** Where it is reached: the port is known once it listens, and its public address where none was given. */
type Reached = { publicUrl: string; port: string };
type Opened = { db: Db; log: ReturnType<typeof openLog>; mask: Mask; reached: Reached; jobs: { open?: Jobs } };

/** What every act is handed. Jobs open later than this: none is sent before. */
const worldOf = (
  { config, secretsKey, now, passwordCost }: Ready,
  { db, log, mask, reached, jobs }: Opened,
): World => ({
  db,
  log,
  now,
  publicUrl: () => reached.publicUrl,
  passwordCost,
  files: config.files,
  outside: {
    mail: config.smtp && openMail(config.smtp, config.publicUrl.hostname),
    post: openPost({ allow: config.outboundAllow }),
    secrets: openSecrets(secretsKey, mask.learn),
  },
  enqueue: async (...job) => {
    if (!jobs.open) throw new Error('a job before jobs are open');
    await jobs.open.enqueue(...job);
  },
  wake: (names) => jobs.open?.wake(names),
});

function httpFor(
  { config, operatorKey, now }: Ready,
  { db, log, reached, jobs }: Opened,
  world: World,
  served: Served[],
) {
  const cookie = sessionCookie(config.secureCookies);
  const operatorHash = hashOfSecret(operatorKey);
  return openHttp({
    log,
    version,
    trustProxy: config.trustProxy,
    secure: config.secureCookies,
    ownHosts: () => hostsOf(reached.publicUrl, reached.port),
    ownOrigins: () => originsOf(reached.publicUrl, reached.port),
    webFolder,
    served,
    now,
    authenticate: (request) => whoSends(db, operatorHash, cookie.read(request), request),
    ctxOf: (request) => ctxOfRequest(world, request),
    uploads: config.files,
    ready: () => readinessOf(db, jobs.open?.isRunning() ?? false),
  });
}

const jobsFor = ({ databaseUrl }: Ready, { db, log }: Opened, world: World, served: Served[]): Promise<Jobs> =>
  openJobs({
    db,
    databaseUrl,
    log,
    jobs: workedJobs(served),
    clockJobs,
    ctxOf: (id, of) => ctxOfSystem(world, system, of, id),
  });

/** Wires everything together and listens. Whatever was opened is closed again when a step fails. */
export async function startApp({ sealKey, logTo, ...options }: AppOptions): Promise<App> {
  const ready: Ready = { secretsKey: randomBytes(32), now: () => new Date(), passwordCost: todaysCost, ...options };
  const { config, databaseUrl, operatorKey, secretsKey } = ready;
  const mask = openMask([
    operatorKey,
    secretsKey.toString('base64url'),
    config.admin?.password,
    ...[databaseUrl, config.databaseOwnerUrl, config.smtp?.url].flatMap(passwordsIn),
  ]);
  const log = openLog(config.logLevel, logTo, mask);
  let closing = false;
  const db = connect(databaseUrl, {
    max: CONNECTIONS,
    // A pool says that it has ended while its connections still part: the database that we stop next cuts them off.
    onIdleError: (error) => closing || log.warn({ err: error }, 'a database connection was lost'),
  });
  const toClose: (() => Promise<unknown>)[] = [() => db.destroy()];
  const close = async () => {
    closing = true;
    for (const end of toClose.splice(0)) await end();
  };
  try {
    await claimFolder(db, config.files);
    const reached: Reached = { publicUrl: config.publicUrl.origin, port: '' };
    const opened: Opened = { db, log, mask, reached, jobs: {} };
    const world = worldOf(ready, opened);
    const served = servedRoutes({
      secure: config.secureCookies,
      dataInsideClone: config.dataInsideClone,
      machine: { dataDir: config.dataDir, embedded: config.databaseUrl === undefined },
    });
    const jobs = await jobsFor(ready, opened, world, served);
    opened.jobs.open = jobs;
    toClose.unshift(jobs.stop);
    await jobs.begin();
    const http = await httpFor(ready, opened, world, served);
    toClose.unshift(() => http.close());
    const address = await http.listen({ host: config.host, port: config.port });
    reached.port = new URL(address).port;
    if (!config.publicUrlGiven) reached.publicUrl = withPort(config.publicUrl, reached.port);
    if (sealKey) {
      const { host } = new URL(reached.publicUrl);
      toClose.unshift(keepSealing({ ctxOf: (id) => ctxOfSystem(world, system, 'sealing', id), key: sealKey, host }));
    }
    const shown = config.publicUrlGiven ? address : reached.publicUrl;
    return { address: shown, setUpLink: await setUp(world, config), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function withPort(url: URL, port: string): string {
  const complete = new URL(url);
  complete.port = port;
  return complete.origin;
}

/** Names of this server: its public address, with the port or without where it is the usual one, and this machine on its port. */
function hostsOf(publicUrl: string, port: string): ReadonlySet<string> {
  const { host, hostname, protocol } = new URL(publicUrl);
  const withUsualPort = `${hostname}:${protocol === 'https:' ? 443 : 80}`;
  return new Set([
    host,
    ...(host === hostname ? [withUsualPort] : []),
    ...['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`),
  ]);
}

function originsOf(publicUrl: string, port: string): ReadonlySet<string> {
  return new Set([publicUrl, `http://localhost:${port}`, `http://127.0.0.1:${port}`, `http://[::1]:${port}`]);
}

async function setUp(world: World, { admin }: Config): Promise<string | undefined> {
  const ctx = ctxOfSystem(world, system, 'start', `start_${randomUUID()}`);
  if (admin) await setUpFromEnvironment(ctx, admin);
  return (await makeSetUpLink(ctx))?.link;
}

/** A bearer is an API token or the operator's key; without one the session cookie speaks. The two are never merged. */
async function whoSends(
  db: Db,
  operatorHash: Buffer,
  cookie: string | undefined,
  request: FastifyRequest,
): Promise<Actor> {
  const { authorization } = request.headers;
  if (authorization === undefined) return actorOf(db, { cookie }, request.now);
  const bearer = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(authorization)?.[1] ?? '';
  if (timingSafeEqual(hashOfSecret(bearer), operatorHash)) return operator;
  return actorOf(db, { bearer }, request.now);
}

const operator: Actor = {
  kind: 'operator',
  id: 'operator',
  roles: [],
  permissions: new Set(permissionsOfOperator),
  sessionId: null,
};
