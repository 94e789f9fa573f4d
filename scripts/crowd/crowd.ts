import { setTimeout as pause } from 'node:timers/promises';
import { chance } from '../bench/chance.ts';
import { type Book, emptyBook } from './book.ts';
import { lineOf } from './line.ts';
import type { Member } from './members.ts';
import { takeTurn } from './work.ts';
import type { Worker } from './worker.ts';

export type Shift = {
  /** The servers of one database. */
  addresses: readonly string[];
  members: readonly Member[];
  /** Asked before each turn with what was done in so many ms. */
  goesOn(book: Book, ms: number): boolean;
  seed: number;
  /** The shortest and the longest pause of somebody between two things, in ms. */
  pauses: readonly [number, number];
};

/** Lets everybody work by themselves for a while. What each was told of what they did stands in the book. */
export async function work({ addresses, members, goesOn, seed, pauses }: Shift): Promise<Book> {
  const book = emptyBook();
  const began = performance.now();
  const [shortest, longest] = pauses;
  const workFor = async (worker: Worker) => {
    const rest = () => pause(shortest + worker.by.below(longest - shortest));
    // They come one after the other, not all in the same instant.
    for (await rest(); goesOn(book, performance.now() - began); await rest()) await takeTurn(worker);
  };
  await Promise.all(
    members.map((me, at) => {
      const by = chance(seed * 1_000 + at);
      const line = lineOf(addresses, me.token, book, by);
      return workFor({ me, line, by, book, all: members });
    }),
  );
  return book;
}
