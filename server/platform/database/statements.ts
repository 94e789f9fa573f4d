import type pg from 'pg';
import utils from 'pg/lib/utils.js';
import { type Field, type Memory, nameOf, type Prepared } from './prepared.ts';

/** `failed` may put an error of this statement in other words. */
export type Statement = {
  sql: string;
  parameters: readonly unknown[];
  failed?: ((error: unknown) => unknown) | undefined;
};
export type Row = Record<string, unknown>;
export type Answer = { command: string; rowCount: number; rows: Row[] };

/** What the driver's connection can do; its published types say less. */
type Wire = {
  stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly (string | Buffer | null)[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
  sendCopyFail(because: string): void;
};

type Sent = { statement: Statement; values: (string | Buffer | null)[]; name: string; known: Prepared | undefined };

/**
 * Sends statements in one go, with one round trip for all, and answers what the last one answers. The first that fails keeps
 * those after it from being run: PostgreSQL skips everything up to the end of what was sent together. What `after` reads is sent
 * behind them: the rows of each read are in `read`, of none from the first that failed.
 */
export function sendTogether(
  client: pg.ClientBase,
  memory: Memory,
  typesOf: pg.CustomTypesConfig,
  statements: readonly Statement[],
  after: readonly Statement[] = [],
): Promise<Answer & { read: Row[][] }> {
  const sent = [...statements, ...after].map((statement): Sent => {
    const name = nameOf(memory, statement.sql);
    return {
      statement,
      // Here, because what fails while it is being sent leaves the connection in the middle of a message.
      values: statement.parameters.map(utils.prepareValue),
      name,
      known: name === '' ? undefined : memory.prepared.get(statement.sql),
    };
  });
  return new Promise((done, failed) => {
    const asked = statements.length - 1;
    client.query(conversation({ sent, asked, memory, typesOf, done, failed }) as unknown as pg.Submittable);
  });
}

type Conversation = {
  sent: readonly Sent[];
  /** The place of the one whose answer is asked for. */
  asked: number;
  memory: Memory;
  typesOf: pg.CustomTypesConfig;
  done(answer: Answer & { read: Row[][] }): void;
  failed(error: unknown): void;
};

/** What the driver calls back while the statements are under way, in their order. */
function conversation({ sent, asked, memory, typesOf, done, failed }: Conversation) {
  let at = 0;
  let rows: Row[] = [];
  let answer: Answer = { command: '', rowCount: 0, rows };
  const read: Row[][] = [];
  let fields: readonly Field[] = sent[0]?.known?.fields ?? [];
  let unreadable: unknown;
  const next = () => {
    const { statement, name, known } = sent[at] ?? {};
    if (statement && name && !known) memory.prepared.set(statement.sql, { name, fields });
    at += 1;
    fields = sent[at]?.known?.fields ?? [];
  };
  return {
    submit(wire: Wire) {
      wire.stream.cork();
      try {
        const parsed = new Set<string>();
        for (const one of sent) write(wire, memory, parsed, one);
        wire.sync();
      } finally {
        wire.stream.uncork();
      }
    },
    handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }) {
      fields = message.fields.map(({ name, dataTypeID }) => ({
        name,
        parse: typesOf.getTypeParser(dataTypeID, 'text'),
      }));
    },
    handleDataRow(message: { fields: (string | null)[] }) {
      if (at < asked || unreadable) return;
      try {
        rows.push(rowOf(fields, message.fields));
      } catch (error) {
        unreadable = error;
      }
    },
    handleCommandComplete({ text }: { text: string }) {
      const [command = '', ...counts] = text.split(' ');
      if (at > asked) read.push(rows);
      else answer = { command, rowCount: Number(counts.at(-1) ?? 0), rows };
      rows = [];
      next();
    },
    handleEmptyQuery: next,
    handlePortalSuspended() {},
    handleCopyInResponse: (wire: Wire) => wire.sendCopyFail('copy is not spoken here'),
    handleCopyData() {},
    handleError(error: unknown) {
      for (const { name, known } of sent.slice(at)) if (name && !known) memory.doubtful.add(name);
      // What was asked for is done and stands, although a read behind it failed.
      if (at > asked) return done({ ...answer, read });
      const statement = sent[at]?.statement;
      failed(statement?.failed ? statement.failed(error) : error);
    },
    handleReadyForQuery() {
      if (unreadable) failed(unreadable);
      else done({ ...answer, read });
    },
  };
}

/** The fields of a statement that is known are known as well: PostgreSQL refuses it once it would answer others. */
function write(wire: Wire, memory: Memory, parsed: Set<string>, { statement, values, name, known }: Sent): void {
  if (!known && !parsed.has(name)) {
    if (name && memory.doubtful.delete(name)) wire.close({ type: 'S', name });
    if (name) parsed.add(name);
    wire.parse({ name, text: statement.sql });
  }
  wire.bind({ statement: name, values });
  if (!known) wire.describe({ type: 'P', name: '' });
  wire.execute();
}

function rowOf(fields: readonly Field[], values: readonly (string | null)[]): Row {
  const row: Row = {};
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at];
    const value = values[at] ?? null;
    if (field) row[field.name] = value === null ? null : field.parse(value);
  }
  return row;
}
