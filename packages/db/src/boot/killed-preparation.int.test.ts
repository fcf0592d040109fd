import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, inject, it, vi } from "vitest";
import { onDatabase } from "../testing/on-database.ts";
import { runSql } from "../testing/run-sql.ts";
import { prepareDatabase } from "./prepare-database.ts";

vi.setConfig({ testTimeout: 600_000 });

const OWNER = inject("scripOwnerUrl");
/** The number of statements at which a preparation ends, spread over all of them. `0` means every statement. */
const KILLS = Number(process.env.SCRIP_TEST_KILLS ?? "2");

const client = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
const send = client.query;

/** Prepares a new database, and cuts all of its connections at the nth statement. @returns how many statements were sent */
async function prepareCutAt(url: string, nth: number): Promise<number> {
  let sent = 0;
  client.query = function counted(this: pg.Client, ...given: unknown[]) {
    sent += 1;
    const { stream } = (this as unknown as { connection: { stream: { destroy: () => void } } }).connection;
    if (sent >= nth) stream.destroy();
    return send.apply(this, given);
  };
  try {
    await prepareDatabase(url, { patienceMs: 0 });
  } finally {
    client.query = send;
  }
  return sent;
}

async function aDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `scrip_killed_${randomBytes(5).toString("hex")}`;
  await runSql(OWNER, `CREATE DATABASE ${name}`);
  return {
    url: onDatabase(OWNER, name),
    drop: () => runSql(OWNER, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Every column, constraint, index, policy, trigger and function, and the migrations that were applied. */
async function schemaOf(url: string): Promise<readonly string[]> {
  const at = new pg.Client({ connectionString: url });
  await at.connect();
  const { rows } = await at.query<{ line: string }>(`
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line
      FROM information_schema.columns WHERE table_schema IN ('public', 'pgboss')
    UNION ALL SELECT conrelid::regclass || ' ' || conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT tablename || ' ' || policyname FROM pg_policies WHERE schemaname = 'public'
    UNION ALL SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT name FROM migrations
    UNION ALL SELECT name || ' ' || hash FROM sql_functions
    ORDER BY line`);
  await at.end();
  return rows.map(({ line }) => line);
}

it("E11 a preparation that is cut at any statement is finished by the next one, and a third changes nothing", async () => {
  const whole = await aDatabase();
  const statements = await prepareCutAt(whole.url, Number.POSITIVE_INFINITY);
  const expected = await schemaOf(whole.url);
  expect(expected.length).toBeGreaterThan(500);
  await whole.drop();
  const kills = KILLS === 0 ? statements : KILLS;
  for (let kill = 1; kill <= kills; kill += 1) {
    const nth = Math.max(1, Math.round((statements * kill) / (kills + 1)));
    const { url, drop } = await aDatabase();
    await expect(prepareCutAt(url, nth)).rejects.toThrow(/\S/);
    await prepareDatabase(url);
    // The second one changes nothing.
    if (kill === 1) await prepareDatabase(url);
    expect([nth, await schemaOf(url)]).toEqual([nth, expected]);
    await drop();
  }
});
