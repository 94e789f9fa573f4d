import type { AttachedFiles } from '@interlock/contract/files.ts';
import { t } from '@lingui/core/macro';
import { useRef, useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { type Refusal, refusalOf } from '../../lib/calls/refusal.ts';
import { bytesInWords } from './words.ts';

/** A file on its way: it waits for those before it, goes, or was refused. */
export type Sending = { key: string; file: File; share: number | undefined; refusal: Refusal | undefined };
type Send = (
  file: File,
  options: { key: string; signal: AbortSignal; onProgress: (share: number) => void },
) => Promise<AttachedFiles>;

export type Uploads = {
  sending: readonly Sending[];
  add: (files: Iterable<File>) => void;
  /** Calls one off, or takes a refused one out of sight. */
  drop: (key: string) => void;
  again: (key: string) => void;
};

/** Sends files one after the other, so that each is seen to arrive, and keeps what was refused until somebody has read why. */
export function useUploads(mostBytes: number, send: Send, onArrived: (files: AttachedFiles) => Promise<void>): Uploads {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const queue = useRef<Sending[]>([]);
  const going = useRef<{ key: string; stop: AbortController }>(undefined);

  const put = (key: string, over: Partial<Sending>) =>
    setSending((all) => all.map((one) => (one.key === key ? { ...one, ...over } : one)));
  const gone = (key: string) => setSending((all) => all.filter((one) => one.key !== key));

  async function work(): Promise<void> {
    if (going.current) return;
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      const { key, file } = next;
      const stop = new AbortController();
      going.current = { key, stop };
      put(key, { share: 0, refusal: undefined });
      try {
        const onProgress = (share: number) => put(key, { share });
        await onArrived(await send(file, { key, signal: stop.signal, onProgress }));
        gone(key);
        say(t`${file.name} is attached.`);
      } catch (thrown) {
        if (!stop.signal.aborted) put(key, { share: undefined, refusal: refusalOf(thrown) });
      }
    }
    going.current = undefined;
  }

  function add(files: Iterable<File>): void {
    const added = [...files].map((file): Sending => {
      const refusal = file.size > mostBytes ? tooLarge(mostBytes) : undefined;
      return { key: crypto.randomUUID(), file, share: undefined, refusal };
    });
    setSending((all) => [...all, ...added]);
    queue.current.push(...added.filter(({ refusal }) => refusal === undefined));
    void work();
  }

  function drop(key: string): void {
    queue.current = queue.current.filter((one) => one.key !== key);
    if (going.current?.key === key) going.current.stop.abort();
    gone(key);
  }

  function again(key: string): void {
    const one = sending.find((sent) => sent.key === key);
    if (!one) return;
    put(key, { refusal: undefined });
    queue.current.push(one);
    void work();
  }

  return { sending, add, drop, again };
}

const tooLarge = (mostBytes: number): Refusal => {
  const most = bytesInWords(mostBytes, undefined);
  const detail = t`A file may have at most ${most}.`;
  const next = t`Make it smaller, or link to where it is.`;
  return { code: 'too_large', status: 413, title: '', detail, next, errors: [], guards: [], retryAfter: undefined };
};
