import type { Pool, PoolClient } from "pg";
import type { Query } from "./query.ts";
import { inSpan, statementSpan } from "./spans.ts";
import { StatementBatch } from "./statement-batch.ts";

/**
 * A unit of work that only reads.
 * @param last says that no statement follows those that were sent: COMMIT then goes out with them
 */
export type SnapshotUnit<Result> = (query: Query, last: () => void) => Promise<Result>;

const BEGIN = { name: "begin-snapshot", text: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", values: [] };
const COMMIT = { name: "commit", text: "COMMIT", values: [] };

/**
 * Runs a unit of work that only reads, in one snapshot. Statements that are sent in one turn of the event loop go out in
 * one batch, BEGIN with the first of them. A statement with a name is prepared once per connection: planning a read costs
 * more than running it.
 */
export async function inSnapshot<Result>(pool: Pool, unit: SnapshotUnit<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener an error between two statements would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on("error", onError);
  const snapshot = new Snapshot(client);
  try {
    const result = await unit(snapshot.query, snapshot.last);
    await snapshot.commit();
    return result;
  } catch (error) {
    await snapshot.rollback().catch((failure: Error) => {
      broken ??= failure;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

class Snapshot {
  readonly #client: PoolClient;
  /** The statements of this turn. */
  #batch: StatementBatch | null = null;
  /** Resolves after the last batch that was sent; `null` before the first one. */
  #sent: Promise<void> | null = null;
  #committed: Promise<unknown> | null = null;
  #isOver = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  readonly query: Query = (statement) => {
    // The connection may belong to another reader by now.
    if (this.#isOver) return Promise.reject(new Error("the snapshot has ended"));
    return inSpan(
      () => statementSpan(statement),
      () => this.#add(statement),
    );
  };

  readonly last = (): void => {
    if (!this.#isOver) this.#commit();
  };

  async commit(): Promise<void> {
    // A unit without statements has no transaction.
    if (this.#batch === null && this.#sent === null) this.#isOver = true;
    if (!this.#isOver) this.#commit();
    await this.#committed;
  }

  /** Ends the transaction of a unit that failed. */
  async rollback(): Promise<void> {
    this.#isOver = true;
    this.#send();
    await this.#sent;
    const isCommitted = await this.#committed?.then(
      () => true,
      () => false,
    );
    if (this.#sent !== null && isCommitted !== true) await this.#client.query("ROLLBACK");
  }

  #commit(): void {
    this.#isOver = true;
    this.#committed = this.#add(COMMIT);
  }

  #add(statement: Parameters<Query>[0]): ReturnType<Query> {
    if (this.#batch === null) {
      this.#batch = new StatementBatch(this.#client);
      if (this.#sent === null) void this.#batch.add(BEGIN);
      process.nextTick(() => this.#send());
    }
    return this.#batch.add(statement);
  }

  #send(): void {
    const batch = this.#batch;
    if (batch === null) return;
    this.#batch = null;
    const { pipeline } = this.#client as unknown as { readonly pipeline: boolean };
    // Without a pipeline, pg has only one statement or batch at a time.
    this.#sent = pipeline || this.#sent === null ? batch.send() : this.#sent.then(() => batch.send());
  }
}
