import * as calls from '@interlock/contract/deliveries.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { chatShown, chats, deliveries, type MayKnowOf, outbound } from './deliveries.view.ts';
import { addChat, editChat, testChat } from './edit-chats.ts';
import { releaseOutbound, sendAgain, testMail } from './release-outbound.ts';

export const deliveryRoutes = (mayKnowOf: MayKnowOf): Served[] => [
  serve(calls.listDeliveriesRoute, (ctx, input) => deliveries(ctx, mayKnowOf, input)),
  serve(calls.outboundRoute, (ctx) => outbound(ctx, mayKnowOf)),
  serve(calls.sendAgainRoute, async (ctx, input) => {
    await sendAgain(ctx, input);
    return {};
  }),
  serve(calls.releaseOutboundRoute, async (ctx, input) => {
    await releaseOutbound(ctx, input);
    return outbound(ctx, mayKnowOf);
  }),
  serve(calls.testMailRoute, async (ctx) => {
    await testMail(ctx);
    return {};
  }),
  serve(calls.listChatsRoute, (ctx, input) => chats(ctx, input)),
  serve(calls.addChatRoute, async (ctx, input) => chatShown(ctx, await addChat(ctx, input))),
  serve(calls.editChatRoute, async (ctx, input) => {
    await editChat(ctx, input);
    return chatShown(ctx, input.chatId);
  }),
  serve(calls.testChatRoute, async (ctx, input) => {
    await testChat(ctx, input);
    return {};
  }),
];
