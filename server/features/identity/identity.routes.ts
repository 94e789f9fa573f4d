import * as groups from '@interlock/contract/groups.ts';
import * as calls from '@interlock/contract/identity.ts';
import * as people from '@interlock/contract/people.ts';
import type { FastifyReply } from 'fastify';
import type { Ctx } from '../../platform/ctx.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { sessionCookie } from '../../platform/http/session-cookie.ts';
import { acceptLink, lookAtLink } from './accept-link.ts';
import {
  createGroup,
  declineGroupProposal,
  editGroup,
  publishGroupProposal,
  type TellOfProposal,
} from './edit-group.ts';
import { deactivatePerson, editPerson, editProfile, reactivatePerson } from './edit-person.ts';

import { invitePerson, makeResetLink, operatorResetLink } from './invite-person.ts';
import { me, setUpState } from './me.view.ts';
import { listGroups, listPeople, showGroup, showPerson } from './people.view.ts';
import { operatorSetUpLink, setUp } from './set-up.ts';
import { changePassword, signIn } from './sign-in.ts';

type Wiring = { secure: boolean; dataInsideClone: boolean; tell: TellOfProposal };

export const identityRoutes = (wiring: Wiring): Served[] => [
  ...entryRoutes(wiring),
  ...profileRoutes(wiring),
  ...peopleRoutes(wiring),
  ...groupRoutes(wiring),
];

/** Every way in ends in the same cookie and the same answer. */
function entryRoutes({ secure, dataInsideClone }: Wiring): Served[] {
  const cookie = sessionCookie(secure);
  type SignedIn = Awaited<ReturnType<typeof signIn>>;
  const welcome = (ctx: Ctx, reply: FastifyReply, { personId, session }: SignedIn) => {
    cookie.set(reply, session);
    return me(ctx.db, personId, { dataInsideClone });
  };
  return [
    serve(calls.setUpStateRoute, (ctx) => setUpState(ctx.db)),
    serve(calls.setUpRoute, async (ctx, input, reply) => welcome(ctx, reply, await setUp(ctx, input))),
    serve(calls.signInRoute, async (ctx, input, reply) => welcome(ctx, reply, await signIn(ctx, input))),
    serve(calls.lookAtLinkRoute, (ctx, input) => lookAtLink(ctx, input)),
    serve(calls.acceptLinkRoute, async (ctx, input, reply) => welcome(ctx, reply, await acceptLink(ctx, input))),
    serve(calls.operatorSetUpLinkRoute, (ctx) => operatorSetUpLink(ctx)),
    serve(calls.operatorResetLinkRoute, (ctx, input) => operatorResetLink(ctx, input)),
  ];
}

function profileRoutes({ secure, dataInsideClone }: Wiring): Served[] {
  const cookie = sessionCookie(secure);
  return [
    serve(calls.meRoute, (ctx) => me(ctx.db, ctx.actor.id, { dataInsideClone, permissions: ctx.actor.permissions })),
    serve(calls.editProfileRoute, async (ctx, input) => {
      await editProfile(ctx, input);
      return me(ctx.db, ctx.actor.id, { dataInsideClone, permissions: ctx.actor.permissions });
    }),
    serve(calls.changePasswordRoute, async (ctx, input, reply) => {
      cookie.set(reply, await changePassword(ctx, input));
      return {};
    }),
  ];
}

function peopleRoutes({ tell }: Wiring): Served[] {
  return [
    serve(people.listPeopleRoute, (ctx, input) => listPeople(ctx.db, input)),
    serve(people.showPersonRoute, (ctx, { personId }) => showPerson(ctx.db, personId)),
    serve(people.invitePersonRoute, async (ctx, input) => {
      const { personId, ...link } = await invitePerson(ctx, input, tell);
      return { person: await showPerson(ctx.db, personId), ...link };
    }),
    serve(people.resetLinkRoute, (ctx, input) => makeResetLink(ctx, input)),
    serve(people.editPersonRoute, async (ctx, input) => {
      await editPerson(ctx, input);
      return showPerson(ctx.db, input.personId);
    }),
    serve(people.deactivatePersonRoute, async (ctx, input) => {
      await deactivatePerson(ctx, input);
      return showPerson(ctx.db, input.personId);
    }),
    serve(people.reactivatePersonRoute, async (ctx, input) => {
      await reactivatePerson(ctx, input, tell);
      return showPerson(ctx.db, input.personId);
    }),
  ];
}

function groupRoutes({ tell }: Wiring): Served[] {
  return [
    serve(groups.listGroupsRoute, (ctx, input) => listGroups(ctx.db, input)),
    serve(groups.createGroupRoute, async (ctx, input) => showGroup(ctx.db, await createGroup(ctx, input))),
    serve(groups.editGroupRoute, async (ctx, input) => {
      await editGroup(ctx, input, tell);
      return showGroup(ctx.db, input.groupId);
    }),
    serve(groups.publishGroupProposalRoute, async (ctx, input) => {
      await publishGroupProposal(ctx, input);
      return showGroup(ctx.db, input.groupId);
    }),
    serve(groups.declineGroupProposalRoute, async (ctx, input) => {
      await declineGroupProposal(ctx, input);
      return showGroup(ctx.db, input.groupId);
    }),
  ];
}
