import { editAudienceRoute, listAudiencesRoute } from '@interlock/contract/announcements.ts';
import { nameDeputyRoute } from '@interlock/contract/deputies.ts';
import { createGroupRoute } from '@interlock/contract/groups.ts';
import { keysOf } from '@interlock/contract/keys-of.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import { createTemplateRoute, proposeTemplateRoute, publishTemplateRoute } from '@interlock/contract/templates.ts';
import type { Actor } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { localOf } from '../../platform/time.ts';
import * as story from '../demo-story/index.ts';
import { joinApproversAsDemo, markDemo } from '../identity/index.ts';
import { actorOf, doorman, type Stage } from './stage.step.ts';

/** Who and what the acts of the play are about, by the names that they have in it. */
export type Scene = {
  people: ReadonlyMap<story.Who, Actor>;
  teams: ReadonlyMap<story.Team, string>;
  /** The ids of the groups that are no teams. */
  circles: readonly string[];
  templates: ReadonlyMap<string, string>;
};

const MINUTE = 60_000;
const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE);

/** A name in the play, as somebody who can act. */
export function actorNamed({ people }: Pick<Scene, 'people'>, who: story.Who): Actor {
  const actor = people.get(who);
  if (!actor) throw new Error(`the play has no ${who}`);
  return actor;
}

/** People, groups, the catalogue: all that is there before the first change. */
export async function setTheScene(stage: Stage, tx: Tx, begins: Date): Promise<Scene> {
  const people = await peopleOf(stage, tx, begins);
  const [ines] = story.administrators;
  const administrator = actorNamed({ people }, ines);
  const approvers = story.approvers.map((who) => ({
    id: actorNamed({ people }, who).id,
    name: story.memberOf(who).name,
  }));
  await joinApproversAsDemo(tx, stage.at(administrator, after(begins, 60)), approvers);
  const teams = new Map<story.Team, string>();
  for (const team of keysOf(story.teams)) {
    const group = await stage.call(administrator, after(begins, 90 + teams.size), createGroupRoute, {
      name: story.teams[team],
      managerId: actorNamed({ people }, story.coordinatorOf[team]).id,
      memberIds: story.membersOf(team).map((who) => actorNamed({ people }, who).id),
    });
    teams.set(team, group.id);
  }
  const circles = await reachedAudiences(stage, { people, teams }, after(begins, 110));
  const templates = await catalogue(stage, { people, teams }, after(begins, 24 * 60));
  return { people, teams, circles, templates };
}

/** Announcements reach groups of the demo, beside whatever the house has set: no address, no room. Answers the groups made for it. */
async function reachedAudiences(stage: Stage, scene: Pick<Scene, 'people' | 'teams'>, at: Date): Promise<string[]> {
  const by = actorNamed(scene, story.managers[0]);
  const circles: string[] = [];
  for (const { audience, teams, circle } of story.audiences) {
    const groupIds = teams.map((team) => scene.teams.get(team) ?? '');
    if (circle) {
      const memberIds = circle.members.map((who) => actorNamed(scene, who).id);
      const administrator = actorNamed(scene, story.administrators[0]);
      const group = await stage.call(administrator, at, createGroupRoute, { name: circle.name, memberIds });
      circles.push(group.id);
      groupIds.push(group.id);
    }
    const { items } = await stage.call(by, at, listAudiencesRoute, {});
    const before = items.find(({ id }) => id === `aud_${audience}`);
    if (!before) continue;
    const { id: audienceId, version } = before;
    const reached = [...before.groupIds, ...groupIds];
    await stage.call(by, at, editAudienceRoute, { audienceId, version, groupIds: reached });
  }
  return circles;
}

async function peopleOf(stage: Stage, tx: Tx, begins: Date): Promise<Map<story.Who, Actor>> {
  const people = new Map<story.Who, Actor>();
  for (const who of story.everybody) {
    const { name, roles } = story.memberOf(who);
    const [first] = people.values();
    const by = first ?? doorman;
    const { person } = await stage.call(by, after(begins, people.size), invitePersonRoute, {
      ...{ name, email: story.emailOf(who), roles: [...roles] },
    });
    people.set(who, actorOf(person.id, roles));
  }
  await markDemo(
    tx,
    [...people.values()].map(({ id }) => id),
  );
  return people;
}

/** Each template is written by the coordinator of its team and published by a change manager. */
async function catalogue(
  stage: Stage,
  scene: Pick<Scene, 'people' | 'teams'>,
  from: Date,
): Promise<Map<string, string>> {
  const templates = new Map<string, string>();
  for (const one of story.standards) {
    const author = actorNamed(scene, story.coordinatorOf[one.team]);
    const at = after(from, templates.size * 100);
    const written = await stage.call(author, at, createTemplateRoute, contentOf(one));
    const read = ({ id: templateId, version }: { id: string; version: number }) => ({ templateId, version });
    const note = 'As it has been done for years.';
    const proposed = await stage.call(author, after(at, 10), proposeTemplateRoute, { ...read(written), note });
    const [manager] = story.managers;
    await stage.call(actorNamed(scene, manager), after(at, 40), publishTemplateRoute, read(proposed));
    templates.set(one.name, written.id);
  }
  return templates;
}

const contentOf = (one: story.Standard) => ({
  ...{ name: one.name, description: one.description, category: one.category, minutes: one.minutes },
  preset: {
    ...{ summary: one.summary, reason: one.reason, backoutPlan: one.back },
    implementationPlan: one.plan.map(([text], at) => `${at + 1}. ${text}`).join('\n'),
    ...{ impact: 'low' as const, riskLevel: 'low' as const, categories: ['technology' as const] },
  },
  required: ['systemsAffected' as const],
  locked: ['implementationPlan' as const, 'backoutPlan' as const],
});

const days = (count: number) => count * 24 * 60;

/** An approver who is away this week has the one who asked for the demo decide for them. */
export async function nameDeputy(stage: Stage, scene: Scene, personId: string, now: Date, zone: string): Promise<void> {
  const [ingrid] = story.approvers;
  const from = localOf(now, zone).slice(0, 10);
  const until = localOf(after(now, days(13)), zone).slice(0, 10);
  await stage.call(actorNamed(scene, ingrid), now, nameDeputyRoute, { deputyId: personId, from, until });
}
