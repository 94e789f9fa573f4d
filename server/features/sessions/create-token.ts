import type { Scope } from '@interlock/contract/permissions.ts';
import { authorize } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId, newSecret } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { TOKEN_PREFIX } from './sessions.rules.ts';
import { dropToken, saveToken } from './token.store.ts';

type CreateToken = { name: string; scopes: readonly Scope[]; days: number };

/** Only a browser session makes tokens, so no token can make a wider or a longer one. The secret is answered this once. */
export async function createToken(ctx: Ctx, input: CreateToken) {
  must(authorize(ctx.actor, 'session'));
  const secret = newSecret(TOKEN_PREFIX);
  const token = {
    id: newId('tok'),
    name: input.name,
    scopes: [...new Set(input.scopes)],
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + input.days * 24 * 3600_000),
  };
  await ctx.transaction(
    async (tx) => {
      await saveToken(tx, { ...token, personId: ctx.actor.id, secret });
      const { name, scopes } = token;
      await record(tx, ctx, {
        verb: 'token.created',
        object: token.id,
        parts: { name, scopes, expiresAt: token.expiresAt.toISOString() },
      });
    },
    { repeat: 'refuse' },
  );
  const createdAt = token.createdAt.toISOString();
  return { token: { ...token, createdAt, expiresAt: token.expiresAt.toISOString(), lastUsedAt: null }, secret };
}

/** The token is refused from its next request on. */
export async function revokeToken(ctx: Ctx, { tokenId }: { tokenId: string }): Promise<void> {
  must(authorize(ctx.actor, 'session'));
  await ctx.transaction(async (tx) => {
    const name = await dropToken(tx, ctx.actor.id, tokenId);
    if (name === undefined) refuse('not_found', 'You have no such token.', { next: 'It may be revoked already.' });
    await record(tx, ctx, { verb: 'token.revoked', object: tokenId, parts: { name } });
  });
}
