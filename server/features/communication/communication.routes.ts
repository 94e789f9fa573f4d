import * as calls from '@interlock/contract/communication.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { editMyTelling } from './edit-choice.ts';
import { addRule, deleteRule, editRule } from './edit-rules.ts';
import { myTelling, ruleShown, rules, tryRule } from './rules.view.ts';

export const communicationRoutes: Served[] = [
  serve(calls.listRulesRoute, (ctx) => rules(ctx)),
  serve(calls.addRuleRoute, async (ctx, input) => ruleShown(ctx, await addRule(ctx, input))),
  serve(calls.editRuleRoute, async (ctx, input) => {
    await editRule(ctx, input);
    return ruleShown(ctx, input.ruleId);
  }),
  serve(calls.deleteRuleRoute, async (ctx, input) => {
    await deleteRule(ctx, input);
    return {};
  }),
  serve(calls.tryRuleRoute, (ctx, input) => tryRule(ctx, input)),
  serve(calls.myTellingRoute, (ctx) => myTelling(ctx)),
  serve(calls.editMyTellingRoute, async (ctx, input) => {
    await editMyTelling(ctx, input);
    return (await myTelling(ctx)).choice;
  }),
];
