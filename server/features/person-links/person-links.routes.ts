import * as calls from '@interlock/contract/person-links.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { linkAccounts } from './link-accounts.ts';
import { accountsOf } from './links.view.ts';
import { confirmUnlinking, declineUnlinking, unlinkAccount } from './unlink-account.ts';

export const personLinkRoutes: Served[] = [
  serve(calls.linkedAccountsRoute, (ctx, { personId }) => accountsOf(ctx, personId)),
  serve(calls.linkAccountsRoute, async (ctx, input) => {
    await linkAccounts(ctx, input);
    return accountsOf(ctx, input.personId);
  }),
  serve(calls.unlinkAccountRoute, async (ctx, input) => {
    await unlinkAccount(ctx, input);
    return accountsOf(ctx, input.personId);
  }),
  serve(calls.confirmUnlinkingRoute, async (ctx, input) => {
    await confirmUnlinking(ctx, input);
    return accountsOf(ctx, input.personId);
  }),
  serve(calls.declineUnlinkingRoute, async (ctx, input) => {
    await declineUnlinking(ctx, input);
    return accountsOf(ctx, input.personId);
  }),
];
