import { acceptLinkRoute, signInRoute } from '@interlock/contract/identity.ts';
import * as drafts from '@interlock/contract/model-drafts.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import { expect, test } from 'vitest';
import { allScopes, PASSWORD, signedIn, world } from '../testing/world.ts';

const bank = await world('2026-03-02T09:00:00Z');
await bank.person('Ann', ['approver'], { approver: true });
await bank.person('Mona', ['change_manager', 'coordinator']);
const { id: beaId, email: beaEmail } = await bank.person('Bea', ['administrator']);
bank.clock.set('2026-03-12T09:00:00Z');
const again = async (email: string) =>
  signedIn(bank.address, await bank.anonymous.send('POST', signInRoute.path, { email, password: PASSWORD }), allScopes);
const [ada, bea] = [await again(bank.admin.email), await again(beaEmail)];

test('nobody looks at their own proposal with an account that they made for it, and the refusal names who can', async () => {
  const invited = { name: 'Sock', email: 'sock@example.org', roles: ['administrator' as const] };
  const { link } = await ada.browser.call(invitePersonRoute, invited);
  const secret = link.split('#')[1] ?? '';
  const answer = await bank.anonymous.send('POST', acceptLinkRoute.path, { secret, password: PASSWORD });
  const sock = await signedIn(bank.address, answer, allScopes);

  const { modelId, version } = await ada.call(drafts.beginDraftRoute, { modelId: 'mdl_normal' });
  const written = await ada.call(drafts.writeDraftRoute, { modelId, version, description: 'As I like it.' });
  const draft = await ada.call(drafts.proposeDraftRoute, { modelId, version: written.version });
  const read = { modelId, version: draft.version };
  expect(await sock.browser.refused(drafts.publishDraftRoute, read)).toMatchObject({
    code: 'second_person',
    next: 'Ask Bea to look at it.',
  });
  expect(bea.id).toBe(beaId);
  expect(await sock.call(drafts.showDraftRoute, { modelId })).toMatchObject({ mayPublish: false });
  expect(await bea.browser.call(drafts.publishDraftRoute, read)).toMatchObject({ id: 'mdl_normal' });
});
