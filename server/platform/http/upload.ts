import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { no, Refusal, refuse } from '../refusal.ts';

/** A file as it came: all of it is on the disk, and nobody has looked at it yet. */
export type Received = { path: string; bytes: number; sha256: string };

export type UploadSettings = {
  /** Where files lie until somebody has looked at them. */
  uploads: string;
  mostBytes: number;
};

/**
 * Takes the body in before `work` begins, so that no transaction waits for a slow line, and lets it go when `work` is done. The
 * request stands from then on for the sum of what came: the same file again is the same request.
 */
export async function withUpload<T>(
  request: FastifyRequest,
  { uploads, mostBytes }: UploadSettings,
  work: (file: Received) => Promise<T>,
): Promise<T> {
  const { body } = request;
  if (!(body instanceof Readable)) return refuse('media_type', 'The body is the file, as application/octet-stream.');
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) tooLarge(mostBytes);
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  const path = join(uploads, `${randomUUID()}.part`);
  try {
    const received = await receive(body, path, mostBytes);
    request.body = { sha256: received.sha256 };
    return await work(received);
  } finally {
    await rm(path, { force: true });
  }
}

/** Writes what comes to `path` and onto the disk, piece by piece. Whoever asks removes it, also where this fails. */
export async function receive(body: AsyncIterable<Buffer>, path: string, mostBytes: number): Promise<Received> {
  const sum = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'w', 0o600).catch(noRoom);
  try {
    for await (const piece of body) {
      bytes += piece.length;
      if (bytes > mostBytes) tooLarge(mostBytes);
      sum.update(piece);
      await file.writeFile(piece);
    }
    await file.datasync();
  } catch (error) {
    noRoom(error);
  } finally {
    await file.close();
  }
  return { path, bytes, sha256: sum.digest('hex') };
}

const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG'];

export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && fullCodes.includes(String(error.code));

export const diskFull = no('disk_full', 'There is no room for it. Nothing was kept.', {
  next: 'Tell the operator, and send it again when there is room.',
  retryAfterSeconds: 60,
});

function noRoom(error: unknown): never {
  if (isDiskFull(error)) throw new Refusal(diskFull);
  if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') {
    refuse('invalid', 'The file did not come to its end. Nothing was kept.', { next: 'Send it again.' });
  }
  throw error;
}

function tooLarge(mostBytes: number): never {
  refuse('too_large', `A file may have at most ${inMegabytes(mostBytes)}.`, {
    next: 'Make it smaller, or put it where links lead to and link to it.',
  });
}

const inMegabytes = (bytes: number): string => `${Number((bytes / 1_048_576).toFixed(1))} MB`;
