import { availableParallelism } from 'node:os';
import { runNode } from './programs.ts';

type Step = { name: string; args: string[] };
export type GateResult = { passed: number; failures: string[] };

const bin = (path: string) => `node_modules/${path}`;
/** Several checkers each look at what all share: twice the processor's time, and no sooner done where others work beside them. */
const typesOf = [bin('typescript/bin/tsc'), '--checkers', '1', '-p'];

/** What can be said of the code without running it. The slowest come first, so that none is waited for alone. */
const steps: Step[] = [
  { name: 'unused code', args: [bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints'] },
  { name: 'schema as the migrations make it', args: ['scripts/schema.ts', '--check'] },
  { name: 'types of server and command line', args: [...typesOf, 'tsconfig.json'] },
  { name: 'types of the web', args: [...typesOf, 'web/tsconfig.json'] },
  { name: 'format and lint', args: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings'] },
  { name: 'borders and tables', args: ['scripts/borders.ts'] },
  { name: 'lock file', args: ['scripts/lock.mjs', '--check'] },
];

/** The steps side by side, a line each as they end; what a failed one had to say follows its line. */
export async function runGate(env: NodeJS.ProcessEnv, more: Step[] = []): Promise<GateResult> {
  const waiting = [...more, ...steps];
  const result: GateResult = { passed: 0, failures: [] };
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (await runStep(step, env)) result.passed++;
      else result.failures.push(step.name);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return result;
}

async function runStep({ name, args }: Step, env: NodeJS.ProcessEnv): Promise<boolean> {
  const began = performance.now();
  const { ok, output } = await runNode(args, { env, limitMs: 120_000 });
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  if (!ok) console.log(output.trimEnd());
  return ok;
}
