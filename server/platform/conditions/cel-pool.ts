import { extname } from 'node:path';
import { setImmediate as breathe, setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Declared } from './cel.ts';
import type { Answered, Asked } from './cel-worker.ts';

export type Answer = { holds: boolean; problem?: string };

/**
 * What one expression may take of the processor, many times what most take. A thread that waits for its turn takes nothing, so that
 * a busy machine counts against nobody. Where the thread does not say what it took, the clock on the wall ends it in the end.
 */
const PROCESSOR_MS = 250;
const WALL_MS = 10_000;
const TELL_MS = 1_000;
const LATE = `it took longer than ${PROCESSOR_MS} milliseconds`;
const TOO_MUCH = 'it took more memory than it may';
const MOST_WORKERS = 2;
const START_MS = 10_000;
const memory = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/**
 * Asks expressions in threads of their own, started when the first one is asked. One that takes too long, or too much memory,
 * does not hold; its thread is ended and the next one begins anew, so it can hold up nothing but itself.
 */
export function celPool(declared: Declared): (asked: Asked) => Promise<Answer[]> {
  const idle: Thread[] = [];
  const waiting: ((thread: Thread | undefined) => void)[] = [];
  let running = 0;

  async function take(): Promise<Thread> {
    const free = idle.pop();
    if (free) return free;
    if (running >= MOST_WORKERS) {
      const handed = await new Promise<Thread | undefined>((resolve) => waiting.push(resolve));
      if (handed) return handed;
    }
    running += 1;
    return start(declared).catch((error) => {
      end();
      throw error;
    });
  }
  const give = (thread: Thread) => {
    const next = waiting.shift();
    if (next) return next(thread);
    thread.worker.unref();
    idle.push(thread);
  };
  const end = () => {
    running -= 1;
    waiting.shift()?.(undefined);
  };

  /** The answers of one thread, which goes back to the others or ends. */
  async function askOne(asked: Asked): Promise<Answers> {
    const thread = await take();
    const answers = await ask(thread, asked);
    if (answers.failed === undefined) give(thread);
    else {
      await thread.worker.terminate();
      end();
    }
    return answers;
  }

  return async ({ sources, given }) => {
    const all: Answer[] = [];
    while (all.length < sources.length) {
      const { answers, failed } = await askOne({ sources: sources.slice(all.length), given });
      all.push(...answers);
      if (failed !== undefined) all.push({ holds: false, problem: failed });
    }
    return all;
  };
}

/** `spent` is what the thread had taken of the processor, in microseconds, when it last said something. */
type Thread = { worker: Worker; spent: number };

async function start(declared: Declared): Promise<Thread> {
  const worker = new Worker(new URL(`./cel-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: declared,
    resourceLimits: memory,
    env: {},
    execArgv: [],
  });
  const spent = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('a thread for expressions did not start')), START_MS);
    worker.once('message', (ready: { spent: number }) => {
      clearTimeout(late);
      resolve(ready.spent);
    });
    worker.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
  });
  return { worker, spent };
}

/** The answers that came, and why the next one did not where one is missing. */
type Answers = { answers: Answer[]; failed?: string };

function ask(thread: Thread, asked: Asked): Promise<Answers> {
  const { worker } = thread;
  const answers: Answer[] = [];
  return new Promise((resolve) => {
    let began = performance.now();
    let isOver = false;
    const finish = (failed?: string) => {
      isOver = true;
      clearTimeout(clock);
      for (const heard of ['message', 'error', 'exit']) worker.removeAllListeners(heard);
      // A thread that breaks while it is idle, or while it is being ended, breaks nothing else.
      worker.on('error', () => {});
      resolve({ answers, ...(failed !== undefined && { failed }) });
    };
    const look = async () => {
      const heard = answers.length;
      const left = PROCESSOR_MS - (await takenBy(thread));
      // Where it was this thread that was busy, answers lie there unread: they are read before anything is believed.
      await breathe();
      if (isOver || answers.length !== heard) return;
      if (left <= 0 || performance.now() - began > WALL_MS) finish(LATE);
      else clock = setTimeout(look, Math.ceil(left));
    };
    let clock = setTimeout(look, PROCESSOR_MS);
    worker.on('message', ({ holds, problem, spent }: Answered) => {
      answers.push({ holds, ...(problem !== undefined && { problem }) });
      thread.spent = spent;
      began = performance.now();
      clearTimeout(clock);
      if (answers.length === asked.sources.length) finish();
      else clock = setTimeout(look, PROCESSOR_MS);
    });
    worker.on('error', () => finish(TOO_MUCH));
    worker.on('exit', () => finish(TOO_MUCH));
    worker.ref();
    worker.postMessage(asked);
  });
}

/** Milliseconds of the processor since the thread last said something; none where it does not tell. */
async function takenBy({ worker, spent }: Thread): Promise<number> {
  const waiting = new AbortController();
  const used = await Promise.race([
    worker.cpuUsage().catch(() => undefined),
    delay(TELL_MS, undefined, { signal: waiting.signal }).catch(() => undefined),
  ]);
  waiting.abort();
  return used ? (used.user + used.system - spent) / 1000 : 0;
}
