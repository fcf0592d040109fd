import { streamRows } from "@scrip/verify/read";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { openReadPool } from "../../connection/read-pool.ts";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { runSql } from "../../testing/run-sql.ts";

const database = await testDatabase();
await anOrganization(await database.open("app"));
const pool = openReadPool(database.urls.verify);
const client = await pool.connect();
afterAll(async () => {
  client.release();
  await pool.end();
});

const found: unknown[] = [];
const stream = (sql: string, onRow: (row: unknown) => void = (row) => found.push(row)) =>
  streamRows(client, sql, [], onRow);

it("rejects at once with the error of PostgreSQL, and the connection stays usable", async () => {
  await expect(stream("SELECT 1/0")).rejects.toThrow("division by zero");
  await expect(stream("SELECT 1/(3 - n) FROM generate_series(1, 5) AS n")).rejects.toThrow("division by zero");
  await expect(stream("SET statement_timeout = 1; SELECT pg_sleep(60)")).rejects.toThrow("statement timeout");
  found.length = 0;
  await stream("RESET statement_timeout; SELECT n FROM generate_series(1, 3) AS n");
  expect(found).toEqual([["1"], ["2"], ["3"]]);
});

it("rejects with the error of the reader", async () => {
  const refuse = () => {
    throw new Error("not a number");
  };
  await expect(stream("SELECT n FROM generate_series(1, 3) AS n", refuse)).rejects.toThrow("not a number");
});

it("keeps no row after its reader had it", async () => {
  const kept: number[] = [];
  const watched = {
    query: (query: pg.Query) => {
      query.on("row", (_, result) => kept.push(result?.rows.length ?? 0));
      return client.query(query);
    },
  };
  await streamRows(watched as unknown as pg.PoolClient, "SELECT n FROM generate_series(1, 1000) AS n", [], () => {});
  expect(kept).toHaveLength(1000);
  expect(Math.max(...kept)).toBeLessThanOrEqual(1);
});

it("rejects if the connection breaks", async () => {
  const alone = new pg.Pool({ connectionString: database.urls.verify, query_timeout: 600_000 });
  alone.on("error", () => {});
  const broken = await alone.connect();
  broken.on("error", () => {});
  await expect(streamRows(broken, "SELECT pg_terminate_backend(pg_backend_pid())", [], () => {})).rejects.toThrow(
    "terminating connection",
  );
  broken.release(true);
  await alone.end();
});

it("fails the whole run when the role has lost a right", async () => {
  await runSql(database.ownerUrl, "REVOKE SELECT ON grants FROM scrip_verify");
  await expect(verifyLedger({ pool })).rejects.toThrow("permission denied for table grants");
  await runSql(database.ownerUrl, "GRANT SELECT ON grants TO scrip_verify");
  expect((await verifyLedger({ pool })).findings).toEqual([]);
});
