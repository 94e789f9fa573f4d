import { fillDemoRoute, removeDemoRoute, showDemoRoute } from '@interlock/contract/demo.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { askForDemo } from './ask-for-demo.ts';
import { showDemo } from './demo.view.ts';
import { removeDemo } from './remove-demo.ts';

export const demoRoutes: Served[] = [
  serve(showDemoRoute, (ctx) => showDemo(ctx)),
  serve(fillDemoRoute, async (ctx, input) => {
    await askForDemo(ctx, input);
    return showDemo(ctx);
  }),
  serve(removeDemoRoute, (ctx) => removeDemo(ctx)),
];
