import type { Chance } from '../bench/chance.ts';
import type { Book } from './book.ts';
import type { Line } from './line.ts';
import type { Member } from './members.ts';

/** Somebody at work: who they are, their way to a server, and whom they know. */
export type Worker = { me: Member; line: Line; by: Chance; book: Book; all: readonly Member[] };
