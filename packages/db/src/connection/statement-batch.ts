import type { Writable } from "node:stream";
import pg from "pg";
import type { Statement } from "./query.ts";

type ResultRow = Record<string, unknown>;

/** The parts of pg's connection that its types do not have. */
interface Wire {
  readonly stream: Writable;
  /** The texts of prepared statements by their names: those that the server has, and those that were sent. */
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(statement: { readonly text: string; readonly name: string | undefined }): void;
  bind(portal: { readonly statement: string | undefined; readonly values: readonly unknown[] }): void;
  describe(portal: { readonly type: "P" }): void;
  execute(portal: object): void;
  sync(): void;
}

/** The form of pg's `query` that its types do not have: a query of its own kind, and what to call after it. */
interface Sender {
  query(batch: pg.Query, answered: () => void): void;
}

/** PostgreSQL's description of a column. */
interface Column {
  readonly name: string;
  readonly dataTypeID: number;
}

/** Reads a row from the texts of its columns. */
type ReadRow = (texts: readonly (string | null)[]) => ResultRow;

/** A statement of a batch with its rows so far. */
interface Sent {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly rows: ResultRow[];
  /** A row of it that could not be read. */
  failure: Error | undefined;
  readonly resolve: (rows: readonly ResultRow[]) => void;
  readonly reject: (error: Error) => void;
}

/** pg's own conversion of values, which its types do not have. */
const { prepareValue } = (pg as unknown as { readonly utils: { readonly prepareValue: (value: unknown) => unknown } })
  .utils;

/** How the rows of the prepared statements of each connection are read. A prepared statement never changes its columns. */
const readers = new WeakMap<pg.ClientBase, Map<string, ReadRow>>();

/**
 * Statements that go to PostgreSQL in one write and come back in one answer: one `Sync` follows the last of them.
 * PostgreSQL sends an answer at each `Sync`, and each answer wakes this process. Statements after one that failed are not
 * run. A statement with a name is prepared once per connection, and its columns are described once.
 */
export class StatementBatch extends pg.Query {
  /** The statement that PostgreSQL answers next. pg notes it as prepared when its text was parsed. */
  text: string | undefined = undefined;
  name: string | undefined = undefined;
  readonly #client: pg.ClientBase;
  readonly #readers: Map<string, ReadRow>;
  readonly #sent: Sent[] = [];
  #place = 0;
  #readRow: ReadRow | undefined;

  constructor(client: pg.ClientBase) {
    super("");
    this.#client = client;
    let known = readers.get(client);
    if (known === undefined) {
      known = new Map();
      readers.set(client, known);
    }
    this.#readers = known;
  }

  /** Adds a statement. It resolves to its rows when the whole batch was answered. */
  add(statement: Statement): Promise<readonly ResultRow[]> {
    const values = statement.values.map(prepareValue);
    const { promise, resolve, reject } = Promise.withResolvers<readonly ResultRow[]>();
    // Avoid an unhandled rejection: the unit may await another statement, whose failure then ends the transaction.
    promise.catch(() => {});
    this.#sent.push({ statement, values, rows: [], failure: undefined, resolve, reject });
    return promise;
  }

  /** Sends the statements. It settles after them, and never rejects: each statement reports its own failure. */
  send(): Promise<void> {
    return new Promise((resolve) => {
      (this.#client as unknown as Sender).query(this, resolve);
    });
  }

  override submit = (connection: unknown): void => {
    const wire = connection as Wire;
    wire.stream.cork();
    for (const { statement, values } of this.#sent) this.#write(wire, statement, values);
    wire.sync();
    wire.stream.uncork();
    this.#begin();
  };

  #write(wire: Wire, { text, name }: Statement, values: readonly unknown[]): void {
    const isPrepared =
      name !== undefined && (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]) === text;
    if (!isPrepared) {
      wire.parse({ text, name });
      if (name !== undefined) wire.submittedNamedStatements[name] = text;
    }
    wire.bind({ statement: name, values });
    if (name === undefined || !this.#readers.has(name)) wire.describe({ type: "P" });
    wire.execute({});
  }

  /** Expects the answer of the statement at the present place. */
  #begin(): void {
    const statement = this.#sent[this.#place]?.statement;
    this.text = statement?.text;
    this.name = statement?.name;
    this.#readRow = this.name === undefined ? undefined : this.#readers.get(this.name);
  }

  handleRowDescription({ fields }: { readonly fields: readonly Column[] }): void {
    this.#readRow = rowReader(this.#client, fields);
    if (this.name !== undefined) this.#readers.set(this.name, this.#readRow);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const sent = this.#sent[this.#place];
    if (sent === undefined || this.#readRow === undefined) return;
    try {
      sent.rows.push(this.#readRow(fields));
    } catch (error) {
      sent.failure = error as Error;
    }
  }

  handleCommandComplete(): void {
    this.#place += 1;
    this.#begin();
  }

  handleReadyForQuery(): void {
    this.#settle(null);
  }

  /** The statements before the failed one have their answers. */
  handleError(error: Error, connection: unknown): void {
    const { submittedNamedStatements } = connection as Wire;
    for (const { statement } of this.#sent.slice(this.#place))
      if (statement.name !== undefined) delete submittedNamedStatements[statement.name];
    this.#settle(error);
  }

  /** @param error that of the statement at the present place; those behind it did not run */
  #settle(error: Error | null): void {
    for (const [place, { rows, failure, resolve, reject }] of this.#sent.entries()) {
      const failed = failure ?? (place < this.#place ? null : error);
      if (failed === null) resolve(rows);
      else reject(failed);
    }
    (this as unknown as { readonly callback: (error: Error | null) => void }).callback(error);
  }
}

function rowReader(client: pg.ClientBase, columns: readonly Column[]): ReadRow {
  const readers = columns.map(({ name, dataTypeID }) => ({
    name,
    read: client.getTypeParser(dataTypeID, "text") as (text: string) => unknown,
  }));
  return (texts) => {
    const row: ResultRow = {};
    for (const [place, { name, read }] of readers.entries()) {
      const text = texts[place] ?? null;
      row[name] = text === null ? null : read(text);
    }
    return row;
  };
}
