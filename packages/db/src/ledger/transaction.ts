import type { ClientBase, Pool } from "pg";
import { reach } from "./crash-points.ts";
import { isStalled, isTransient, unavailable } from "./errors.ts";
import type { Query } from "./query.ts";

const TRIES = 5;

/** Runs statements on a client of the pool; unnamed where the statement has no name. */
function queryOn(client: Pick<ClientBase, "query">): Query {
  return async ({ text, values, name }) => {
    const result = await client.query({ text, values: [...values], ...(name !== undefined && { name }) });
    return result.rows;
  };
}

/** Runs single statements on the pool, each a transaction of its own; a transient failure is tried again. */
export function onPool(pool: Pool): Query {
  return (statement) => retrying(() => queryOn(pool)(statement), isTransient);
}

/**
 * Runs a unit of work in one READ COMMITTED transaction. A transient failure runs the whole unit
 * again, at most five times with jitter, so the unit must be safe to run twice: a lost COMMIT may
 * have happened.
 * @param isTriedAgain which failures are transient; others are thrown at once, as they are
 * @throws TransientError when the last try failed too
 * @source INVARIANTS 2, rule 1
 */
export function inTransaction<Result>(
  pool: Pool,
  unit: (query: Query) => Promise<Result>,
  isTriedAgain: (error: unknown) => boolean = isTransient,
): Promise<Result> {
  return retrying(() => once(pool, unit), isTriedAgain);
}

async function retrying<Result>(
  unit: () => Promise<Result>,
  isTriedAgain: (error: unknown) => boolean,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await unit();
    } catch (error) {
      if (!isTriedAgain(error)) throw error;
      // A caller that waited for a stalled connection has waited enough: its key finds the answer.
      if (attempt === TRIES || isStalled(error)) throw unavailable(error);
      await pauseBefore(attempt);
    }
  }
}

async function once<Result>(pool: Pool, unit: (query: Query) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener an error between two statements would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query("BEGIN");
    reach("transaction.begun");
    const result = await unit(queryOn(client));
    reach("transaction.before_commit");
    const commit = client.query("COMMIT");
    reach("transaction.commit_sent");
    await commit;
    reach("transaction.committed");
    return result;
  } catch (error) {
    if (isStalled(error)) broken = error as Error;
    else
      await client.query("ROLLBACK").catch((failure: Error) => {
        broken ??= failure;
      });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

function pauseBefore(attempt: number): Promise<void> {
  const ceilingMs = 20 * 3 ** attempt;
  return new Promise((resolve) => setTimeout(resolve, ceilingMs * (0.5 + Math.random() / 2)));
}
