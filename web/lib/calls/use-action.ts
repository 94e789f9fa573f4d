import { useRef, useState } from 'react';
import { type Refusal, refusalOf } from './refusal.ts';
import { hearRefusal } from './refusals-heard.ts';

export type Action<I> = {
  /** Carries it out once. Answers whether it was done; a second press while it runs does nothing. */
  run: (input: I) => Promise<boolean>;
  busy: boolean;
  refusal: Refusal | undefined;
  clear: () => void;
};

const heardNothing = new Set<Refusal['code']>(['unreachable', 'unavailable', 'overloaded', 'in_progress']);

/**
 * One thing a person does. While nobody knows whether the last try arrived, the same input goes out again
 * under the same idempotency key, so pressing twice never does it twice.
 */
export function useAction<I>(act: (input: I, key: string) => Promise<unknown>): Action<I> {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const running = useRef(false);
  const unsure = useRef<{ key: string; sent: string }>(undefined);

  async function run(input: I): Promise<boolean> {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    const sent = JSON.stringify(input);
    const key = unsure.current?.sent === sent ? unsure.current.key : crypto.randomUUID();
    try {
      await act(input, key);
      unsure.current = undefined;
      setRefusal(undefined);
      return true;
    } catch (thrown) {
      const why = refusalOf(thrown);
      unsure.current = heardNothing.has(why.code) ? { key, sent } : undefined;
      hearRefusal();
      setRefusal(why);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { run, busy, refusal, clear: () => setRefusal(undefined) };
}
