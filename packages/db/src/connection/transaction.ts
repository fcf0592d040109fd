import type { ClientBase, Pool, PoolClient } from "pg";
import { reach } from "./crash-points.ts";
import { isStalled, isTransient, unavailable } from "./errors.ts";
import type { Query } from "./query.ts";

const TRIES = 5;

/** Runs statements on a client of the pool; a statement with a name is prepared. */
export function queryOn(client: Pick<ClientBase, "query">): Query {
  return async ({ text, values, name }) => {
    const result = await client.query({ text, values: [...values], ...(name !== undefined && { name }) });
    return result.rows;
  };
}

/** Runs single statements on the pool, each in its own transaction; a transient failure is retried. */
export function onPool(pool: Pool): Query {
  return (statement) => retrying(() => queryOn(pool)(statement), isTransient);
}

/**
 * A unit of work in a transaction.
 * @param query runs a statement
 * @param finish runs the last statement, with COMMIT right behind it in the same round trip: it resolves once the
 *   transaction is committed. The statement itself must check its result.
 */
export type Unit<Result> = (query: Query, finish: Query) => Promise<Result>;

/**
 * Runs a unit of work in one READ COMMITTED transaction. A transient failure runs the whole unit again, at most five
 * times with jitter. The unit must be safe to run twice, since a COMMIT without an answer may have taken effect.
 * @param isTriedAgain returns whether a failure is transient; other errors are thrown at once, unchanged
 * @throws TransientError if the last try failed too
 * @source docs/rules.md#retries
 */
export function inTransaction<Result>(
  pool: Pool,
  unit: Unit<Result>,
  isTriedAgain: (error: unknown) => boolean = isTransient,
): Promise<Result> {
  return retrying(() => once(pool, unit), isTriedAgain);
}

/**
 * Runs a unit of work that is safe to run twice, again after a transient failure, at most five times with jitter.
 * @throws TransientError if the last try failed too
 */
export async function retrying<Result>(
  unit: () => Promise<Result>,
  isTriedAgain: (error: unknown) => boolean = isTransient,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await unit();
    } catch (error) {
      if (!isTriedAgain(error)) throw error;
      // A caller that waited for a stalled connection has waited long enough; its key finds the answer.
      if (attempt === TRIES || isStalled(error)) throw unavailable(error);
      await pauseBefore(attempt);
    }
  }
}

async function once<Result>(pool: Pool, unit: Unit<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener an error between two statements would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on("error", onError);
  const transaction = new Transaction(client);
  try {
    const result = await unit(transaction.query, transaction.finish);
    await transaction.commit();
    return result;
  } catch (error) {
    if (isStalled(error)) broken = error as Error;
    else
      await transaction.rollback().catch((failure: Error) => {
        broken ??= failure;
      });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** On pipelined connections BEGIN and COMMIT take no round trips of their own. */
class Transaction {
  readonly query: Query;
  private readonly client: PoolClient;
  private readonly begun: Promise<unknown>;
  private committing: Promise<void> | null = null;

  constructor(client: PoolClient) {
    this.client = client;
    this.begun = client.query("BEGIN");
    // Avoid an unhandled rejection; `query` awaits this promise and reports the error.
    this.begun.catch(() => {});
    reach("transaction.begun");
    const run = queryOn(client);
    this.query = async (statement) => {
      const answer = run(statement);
      answer.catch(() => {});
      await this.begun;
      return answer;
    };
  }

  readonly finish: Query = async (statement) => {
    const answer = this.query(statement);
    answer.catch(() => {});
    const committing = this.commit();
    committing.catch(() => {});
    const rows = await answer;
    await committing;
    return rows;
  };

  commit(): Promise<void> {
    this.committing ??= this.sendCommit();
    return this.committing;
  }

  /** A COMMIT that was sent always ends the transaction: after a failed statement it is a ROLLBACK. */
  async rollback(): Promise<void> {
    if (this.committing === null) await this.client.query("ROLLBACK");
    else await this.committing.catch(() => {});
  }

  private async sendCommit(): Promise<void> {
    reach("transaction.before_commit");
    const commit = this.client.query("COMMIT");
    reach("transaction.commit_sent");
    const { command } = await commit;
    if (command !== "COMMIT") throw new Error(`the transaction was not committed: ${command}`);
    reach("transaction.committed");
  }
}

function pauseBefore(attempt: number): Promise<void> {
  const ceilingMs = 20 * 3 ** attempt;
  return new Promise((resolve) => setTimeout(resolve, ceilingMs * (0.5 + Math.random() / 2)));
}
