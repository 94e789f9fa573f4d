import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import pg from 'pg';

/** What becomes of the statements of one request. */
export type Fault = {
  /** Its so-manieth statement fails before PostgreSQL hears of it. */
  nth: number;
  /** The answers to commits are lost, once it has sent more statements than this. */
  loses: number;
  /** Nothing fails from the first commit on: what it answers cannot be had a second time. */
  upToCommit: boolean;
  /** How many it has sent so far. */
  sent: number;
  happened: 'nothing' | 'committed' | 'statement failed' | 'answer to the commit lost';
};

const HEADER = 'x-fault';
const LOST = 'Connection terminated unexpectedly';

/** What the driver calls back on what it is given to send. */
type Conversation = {
  handleCommandComplete(message: { text: string }): void;
  handleError(error: Error): void;
};
type Broken = { connection: { stream: { destroy(): void } } };

/**
 * Lets statements of single requests fail, on servers of this process: of those that bear the headers that `bear` answers.
 * Everything else that goes on meanwhile is left alone. `stop` puts all of it back.
 */
export function failingStatements(): { bear(fault: Fault): Record<string, string>; stop(): void } {
  const faults = new Map<string, Fault>();
  const request = new AsyncLocalStorage<Fault | undefined>();
  const begins = (message: unknown) => {
    const { headers } = (message as { request: IncomingMessage }).request;
    request.enterWith(faults.get(String(headers[HEADER])));
  };
  subscribe('http.server.request.start', begins);
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const fault = request.getStore();
    if (fault?.happened === 'nothing') counted(this as unknown as Broken, fault, given[0] as Conversation);
    return Reflect.apply(query, this, given);
  } as typeof query;
  return {
    bear: (fault) => {
      const name = String(faults.size);
      faults.set(name, fault);
      return { [HEADER]: name };
    },
    stop: () => {
      unsubscribe('http.server.request.start', begins);
      pg.Client.prototype.query = query;
    },
  };
}

function counted(client: Broken, fault: Fault, sent: Conversation): void {
  fault.sent += 1;
  if (fault.sent === fault.nth) {
    fault.happened = 'statement failed';
    throw new Error(LOST);
  }
  if (fault.sent <= fault.loses) return;
  const complete = sent.handleCommandComplete.bind(sent);
  sent.handleCommandComplete = (message) => {
    if (message.text !== 'COMMIT') return complete(message);
    fault.happened = fault.upToCommit ? 'committed' : 'answer to the commit lost';
    if (fault.upToCommit) return complete(message);
    sent.handleError(new Error(LOST));
    client.connection.stream.destroy();
  };
}
