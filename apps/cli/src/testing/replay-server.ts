import { createServiceKey } from "@scrip/db/access";
import { freePort, testDatabase } from "@scrip/db/testing";
import { SCOPES } from "@scrip/domain/access";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { type Result, type Running, scrip, startApi } from "./processes.ts";

/** Tables that a replay writes to. */
const TABLES = ["entries", "charges", "holds", "grants", "jobs", "idempotency_keys"] as const;

type Rows = Record<(typeof TABLES)[number], number>;

/** An API process on the test file's own database, and a platform key for it. */
export interface ReplayServer {
  readonly replay: (...args: string[]) => Running;
  /** Replays without `--json`. */
  readonly replayInTables: (...args: string[]) => Running;
  /** Counts the rows of a run, by table. */
  readonly rowsOf: (run: string) => Promise<Rows>;
  /** What the jobs of a run were charged, by organization and job, as digits. */
  readonly chargedIn: (run: string) => Promise<Readonly<Record<string, string>>>;
  /** The number of entries in each database of organizations. */
  readonly entriesOfCells: () => Promise<readonly number[]>;
  /** Waits until a run has at least so many entries. */
  readonly untilEntries: (run: string, least: number) => Promise<void>;
  readonly killApi: () => Promise<void>;
  readonly startApi: () => Promise<void>;
}

/** Starts it for the calling test file, which calls it once at the top: `const server = await replayServer();` */
export async function replayServer(): Promise<ReplayServer> {
  const database = await testDatabase();
  const { cells } = database.homeUrls.app;
  const port = await freePort();
  let api: Running | undefined;
  let key: string = "";
  const start = async (): Promise<void> => {
    api = await startApi(port, {
      APP_DATABASE_URL: database.urls.app,
      VERIFY_DATABASE_URL: database.urls.verify,
      PLATFORM_DATABASE_URL: database.homeUrls.app.platform,
      ...(cells !== undefined && { SCRIP_CELLS: [...cells].map(([name, url]) => `${name}=${url}`).join(",") }),
    });
  };
  beforeAll(async () => {
    await start();
    const scopes = SCOPES;
    const platformKey = { name: "replay", owner: "tests", orgId: null, orgIds: null, scopes, expiresAt: null };
    ({ key } = await createServiceKey((await database.open("owner")).platform, platformKey));
  });
  const kill = async (): Promise<void> => api?.kill();
  afterAll(kill);

  const organizationsOf = async (run: string): Promise<{ orgId: string; name: string }[]> => {
    const { platform } = await database.open("owner");
    return platform.query(`SELECT org_id AS "orgId", name FROM organization_registry WHERE starts_with(name, $1)`, [
      `${run}/`,
    ]);
  };
  const rowsOf: ReplayServer["rowsOf"] = async (run) => {
    const owner = await database.open("owner");
    const orgIds = (await organizationsOf(run)).map(({ orgId }) => orgId);
    const counts = TABLES.map((table) => `(SELECT count(*)::int FROM ${table} WHERE org_id = ANY ($1)) AS ${table}`);
    // One row for each database.
    const rows: Rows[] = await owner.query(`SELECT ${counts.join(", ")}`, [orgIds]);
    return Object.fromEntries(TABLES.map((table) => [table, rows.reduce((sum, row) => sum + row[table], 0)])) as Rows;
  };
  const chargedIn: ReplayServer["chargedIn"] = async (run) => {
    const owner = await database.open("owner");
    const names = new Map((await organizationsOf(run)).map(({ orgId, name }) => [orgId, name.slice(run.length + 1)]));
    const rows: { orgId: string; ref: string; charged: string }[] = await owner.query(
      `SELECT org_id AS "orgId", ref, charged::text FROM jobs WHERE org_id = ANY ($1)`,
      [[...names.keys()]],
    );
    return Object.fromEntries(rows.map(({ orgId, ref, charged }) => [`${names.get(orgId)} ${ref}`, charged]));
  };
  const entriesOfCells = async (): Promise<readonly number[]> => {
    const owner = await database.open("owner");
    const rows: { n: number }[] = await owner.query("SELECT count(*)::int AS n FROM entries");
    return rows.map(({ n }) => n);
  };
  const untilEntries = async (run: string, least: number): Promise<void> => {
    const hasEnough = async (): Promise<void> => expect((await rowsOf(run)).entries).toBeGreaterThanOrEqual(least);
    await vi.waitFor(hasEnough, { timeout: 60_000, interval: 25 });
  };
  const replayInTables = (...args: string[]): Running =>
    scrip(["replay", ...args, "--url", `http://127.0.0.1:${port}`], { SCRIP_KEY: key });
  const replay = (...args: string[]): Running => replayInTables(...args, "--json");
  return { replay, replayInTables, rowsOf, chargedIn, entriesOfCells, untilEntries, killApi: kill, startApi: start };
}

/** The JSON object that a replay printed, without the fields that differ from run to run. */
export function resultOf({ code, out, notes }: Result) {
  if (code !== 0) throw new Error(`exit code ${code}: ${notes}`);
  const { seconds, requests, peakMemoryMb, ...rest } = JSON.parse(out);
  expect(Math.min(seconds, requests, peakMemoryMb)).toBeGreaterThan(0);
  return rest;
}
