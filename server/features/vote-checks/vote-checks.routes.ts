import { listVotesToLookAtRoute } from '@interlock/contract/vote-checks.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { lookAtVotes } from './look-at-votes.ts';

export const voteCheckRoutes: Served[] = [serve(listVotesToLookAtRoute, (ctx, input) => lookAtVotes(ctx, input))];
