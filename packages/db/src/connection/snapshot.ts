import type { Writable } from "node:stream";
import type { Pool, PoolClient } from "pg";
import type { Query } from "./query.ts";
import { queryOn } from "./transaction.ts";

/**
 * A unit of work that only reads.
 * @param last says that no statement follows those that were sent: COMMIT then goes out with them
 */
export type SnapshotUnit<Result> = (query: Query, last: () => void) => Promise<Result>;

const BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/**
 * Runs a unit of work that only reads, in one snapshot. On pipelined connections, statements that are sent in one turn of
 * the event loop go out in one write, BEGIN with the first of them. A statement with a name is prepared once per
 * connection: planning a read costs more than running it.
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
    await snapshot.end("COMMIT");
    return result;
  } catch (error) {
    await snapshot.end("ROLLBACK").catch((failure: Error) => {
      broken ??= failure;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** The parts of pg's client that its types do not have. */
interface Internals {
  readonly pipeline: boolean;
  readonly connection: { readonly stream: Writable };
}

class Snapshot {
  readonly #client: PoolClient;
  readonly #internals: Internals;
  readonly #run: Query;
  readonly #begun: Promise<unknown>;
  /** Settles after the last statement so far. */
  #last: Promise<unknown>;
  #isOver = false;
  #ended: Promise<unknown> | undefined;

  constructor(client: PoolClient) {
    this.#client = client;
    this.#internals = client as unknown as Internals;
    this.#run = queryOn(client);
    this.#writeTogether();
    this.#begun = client.query(BEGIN);
    this.#last = this.#begun.catch(() => {});
  }

  readonly query: Query = async (statement) => {
    // The connection may belong to another reader by now.
    if (this.#isOver) throw new Error("the snapshot has ended");
    this.#writeTogether();
    const answer = this.#internals.pipeline ? this.#run(statement) : this.#last.then(() => this.#run(statement));
    this.#last = answer.catch(() => {});
    await this.#begun;
    return answer;
  };

  readonly last = (): void => {
    // Without a pipeline it would only wait for the statements before it.
    if (!this.#internals.pipeline || this.#isOver) return;
    this.#isOver = true;
    this.#writeTogether();
    this.#ended = this.#client.query("COMMIT");
    // `end` reports its failure.
    this.#ended.catch(() => {});
  };

  async end(how: "COMMIT" | "ROLLBACK"): Promise<void> {
    this.#isOver = true;
    await this.#last;
    await (this.#ended ?? this.#client.query(how));
  }

  /** A write to the socket costs more than a statement in it. */
  #writeTogether(): void {
    const { stream } = this.#internals.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
