import { listChangesRoute } from '@interlock/contract/changes.ts';
import { fillDemoRoute, showDemoRoute } from '@interlock/contract/demo.ts';
import { listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { listIncidentsRoute } from '@interlock/contract/incidents.ts';
import { type Actor, found, invite } from './client.ts';

/** A house with the demo in it: what takes a year to show. */
export type DemoHouse = { ada: Actor; mila: Actor; running: string; lookedBackOn: string };

const LOOKS_AGAIN = 2_000;

export async function makeDemoHouse(address: string, setUpSecret: string): Promise<DemoHouse> {
  const ada = await found(address, setUpSecret);
  await ada.askInBrowser(fillDemoRoute, {});
  for (;;) {
    const { state, problem } = await ada.askInBrowser(showDemoRoute, {});
    if (state === 'failed') throw new Error(problem ?? 'the demo broke off');
    if (state === 'filled') break;
    await new Promise((again) => setTimeout(again, LOOKS_AGAIN));
  }
  const mila = await invite(address, ada, 'Mila Novak', ['change_manager']);
  const { items: running } = await mila.ask(listChangesRoute, { state: 'implement' });
  return { ada, mila, running: running[0]?.number ?? '', lookedBackOn: await lookedBackOn(mila) };
}

/** A change that caused an incident and of which something was learnt. */
async function lookedBackOn(mila: Actor): Promise<string> {
  const { items: lessons } = await mila.ask(listImprovementsRoute, { state: ['done'], limit: 100 });
  for (const { change } of lessons) {
    const { items } = await mila.ask(listIncidentsRoute, { change: change.id });
    if (items.some(({ links }) => links.some(({ attribution }) => attribution === 'confirmed'))) return change.number;
  }
  throw new Error('no change of the demo has an incident and a lesson');
}
