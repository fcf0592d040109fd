import type { Pool, PoolClient } from "pg";
import type { Query } from "./query.ts";
import { queryOn } from "./transaction.ts";

const BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/**
 * Runs a unit of work that only reads, in one snapshot. On pipelined connections BEGIN takes no round trip of its own.
 * A statement with a name is prepared once per connection: planning a read costs more than running it.
 */
export async function inSnapshot<Result>(pool: Pool, unit: (query: Query) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener an error between two statements would end the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on("error", onError);
  try {
    const result = await unit(queryIn(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: Error) => {
      broken ??= failure;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

function queryIn(client: PoolClient): Query {
  const begun = client.query(BEGIN);
  // Avoid an unhandled rejection; the first statement awaits this promise and reports the error.
  begun.catch(() => {});
  const run = queryOn(client);
  return async (statement) => {
    const answer = run(statement);
    answer.catch(() => {});
    await begun;
    return answer;
  };
}
