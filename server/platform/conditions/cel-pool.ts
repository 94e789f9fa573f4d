import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Declared } from './cel.ts';
import type { Answered, Asked } from './cel-worker.ts';

export type Answer = { holds: boolean; problem?: string };

/** What one expression may take, by the clock on the wall: many times what most take, since a busy machine lets a thread wait. */
const WALL_MS = 250;
const LATE = `it took longer than ${WALL_MS} milliseconds`;
const TOO_MUCH = 'it took more memory than it may';
const MOST_WORKERS = 2;
const START_MS = 10_000;
const memory = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/**
 * Asks expressions in threads of their own, started when the first one is asked. One that takes too long, or too much memory,
 * does not hold; its thread is ended and the next one begins anew, so it can hold up nothing but itself.
 */
export function celPool(declared: Declared): (asked: Asked) => Promise<Answer[]> {
  const idle: Worker[] = [];
  const waiting: ((worker: Worker | undefined) => void)[] = [];
  let running = 0;

  async function take(): Promise<Worker> {
    const free = idle.pop();
    if (free) return free;
    if (running >= MOST_WORKERS) {
      const handed = await new Promise<Worker | undefined>((resolve) => waiting.push(resolve));
      if (handed) return handed;
    }
    running += 1;
    return start(declared).catch((error) => {
      end();
      throw error;
    });
  }
  const give = (worker: Worker) => {
    const next = waiting.shift();
    if (next) return next(worker);
    worker.unref();
    idle.push(worker);
  };
  const end = () => {
    running -= 1;
    waiting.shift()?.(undefined);
  };

  /** The answers of one thread, which goes back to the others or ends. */
  async function askOne(asked: Asked): Promise<Answers> {
    const worker = await take();
    const answers = await ask(worker, asked);
    if (answers.failed === undefined) give(worker);
    else {
      await worker.terminate();
      end();
    }
    return answers;
  }

  return async ({ sources, given }) => {
    const all: Answer[] = [];
    let isSecond = false;
    while (all.length < sources.length) {
      const { answers, failed } = await askOne({ sources: sources.slice(all.length), given });
      all.push(...answers);
      // A machine that is busy elsewhere makes anything late, so what was late is asked once more.
      const again: boolean = failed === LATE && (answers.length > 0 || !isSecond);
      if (failed !== undefined && !again) all.push({ holds: false, problem: failed });
      isSecond = again;
    }
    return all;
  };
}

async function start(declared: Declared): Promise<Worker> {
  const worker = new Worker(new URL(`./cel-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: declared,
    resourceLimits: memory,
    env: {},
    execArgv: [],
  });
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('a thread for expressions did not start')), START_MS);
    worker.once('message', () => {
      clearTimeout(late);
      resolve();
    });
    worker.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
  });
  return worker;
}

/** The answers that came, and why the next one did not where one is missing. */
type Answers = { answers: Answer[]; failed?: string };

function ask(worker: Worker, asked: Asked): Promise<Answers> {
  const answers: Answer[] = [];
  return new Promise((resolve) => {
    const finish = (failed?: string) => {
      clearTimeout(clock);
      for (const heard of ['message', 'error', 'exit']) worker.removeAllListeners(heard);
      // A thread that breaks while it is idle, or while it is being ended, breaks nothing else.
      worker.on('error', () => {});
      resolve({ answers, ...(failed !== undefined && { failed }) });
    };
    const overrun = () => {
      const heard = answers.length;
      // Where it was this thread that was busy, answers lie there unread: they are read before the clock is believed.
      setImmediate(() => {
        if (answers.length === heard) finish(LATE);
      });
    };
    let clock = setTimeout(overrun, WALL_MS);
    worker.on('message', ({ holds, problem }: Answered) => {
      answers.push({ holds, ...(problem !== undefined && { problem }) });
      clearTimeout(clock);
      if (answers.length === asked.sources.length) finish();
      else clock = setTimeout(overrun, WALL_MS);
    });
    worker.on('error', () => finish(TOO_MUCH));
    worker.on('exit', () => finish(TOO_MUCH));
    worker.ref();
    worker.postMessage(asked);
  });
}
