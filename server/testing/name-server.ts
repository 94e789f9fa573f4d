import { createSocket, type RemoteInfo } from 'node:dgram';
import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';

export type NameServer = {
  /** What it says to each question, one after the other; the last is repeated. */
  answers: string[][];
  /** The names that it was asked for. */
  asked: string[];
  /** Asks it, as the system asks its own. */
  resolve(host: string): Promise<LookupAddress[]>;
  close(): void;
};

const HEAD = 12;
const TYPE_A = 1;
const IN = 1;
/** An answer without an error, to a question that wished for recursion. */
const ANSWER = 0x8180;

/** A real name server over UDP. What it answers may be kept for no second, so that each question may get another answer. */
export async function nameServer(): Promise<NameServer> {
  const answers: string[][] = [];
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query: Buffer, from: RemoteInfo) => {
    const { name, type, end } = questionOf(query);
    const known = type === TYPE_A ? (answers.length > 1 ? answers.shift() : answers[0]) : [];
    if (type === TYPE_A) asked.push(name);
    socket.send(answerTo(query.subarray(0, end), known ?? []), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const resolver = new Resolver({ tries: 1, timeout: 2_000 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return {
    answers,
    asked,
    resolve: async (host) => (await resolver.resolve4(host)).map((address) => ({ address, family: 4 })),
    close: () => {
      resolver.cancel();
      socket.close();
    },
  };
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEAD;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** The question again, and each address as a record that points back to the question's name. */
function answerTo(question: Buffer, addresses: readonly string[]): Buffer {
  const head = Buffer.from(question.subarray(0, HEAD));
  head.writeUInt16BE(ANSWER, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map((address) => {
    const record = Buffer.alloc(16);
    record.writeUInt16BE(0xc000 + HEAD, 0);
    record.writeUInt16BE(TYPE_A, 2);
    record.writeUInt16BE(IN, 4);
    record.writeUInt32BE(0, 6);
    record.writeUInt16BE(4, 10);
    record.set(address.split('.').map(Number), 12);
    return record;
  });
  return Buffer.concat([head, question.subarray(HEAD), ...records]);
}
