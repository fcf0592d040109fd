import { openLedger } from "@scrip/db/ledger";
import { testDatabase } from "@scrip/db/testing";
import { Account, books, findings } from "@scrip/db/testing/ledger";
import { usd } from "@scrip/domain/money";
import { afterAll, expect, it, vi } from "vitest";
import { aWorker } from "../testing/a-platform.ts";

/** A million take too long for each run: `SCRIP_TEST_BACKLOG=1000000` runs them. */
const ROWS = Number(process.env.SCRIP_TEST_BACKLOG ?? "2000");
const ORGANIZATIONS = 40;

vi.setConfig({ testTimeout: 300_000 + ROWS * 5 });

const database = await testDatabase();
const owner = await database.open("owner");
const ledger = openLedger({ url: database.urls.app, books, lanes: 2 });
afterAll(() => ledger.close());

const count = async (sql: string): Promise<number> => {
  const [row] = await owner.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${sql}`);
  return row?.n ?? 0;
};

it("E15 a backlog of due work is done once, with one task for each organization, while commands are answered", async () => {
  const homes = await database.open("app");
  const accounts = await Promise.all(Array.from({ length: ORGANIZATIONS }, () => Account.open(homes, ledger)));
  for (const account of accounts) await account.grant("100");
  const each = ROWS / ORGANIZATIONS;
  for (const account of accounts)
    await Promise.all(
      Array.from({ length: each }, () => account.run("placeHold", { amount: usd("0.000001"), ttlMs: 1 })),
    );
  await vi.waitUntil(async () => (await count("due WHERE due_at <= clock_timestamp()")) >= ROWS, { timeout: 60_000 });

  const worker = await aWorker(database.urls);
  let mostTasks = 0;
  let charged = 0;
  let slowestMs = 0;
  while ((await count("due WHERE due_at <= clock_timestamp()")) > 0) {
    mostTasks = Math.max(mostTasks, await count("pgboss.job WHERE name = 'due.run' AND state <= 'active'"));
    const began = performance.now();
    expect((await accounts[charged % ORGANIZATIONS]?.charge("0.000001"))?.ok).toBe(true);
    slowestMs = Math.max(slowestMs, performance.now() - began);
    charged += 1;
  }
  worker.signal("SIGTERM");
  expect(await worker.ended).toBe(0);
  // A task runs all due work of an organization, so the queue never grows with the rows.
  expect(mostTasks).toBeLessThanOrEqual(ORGANIZATIONS * 2);
  expect(await count("entries WHERE kind = 'hold_expired'")).toBe(ROWS);
  // A lock is waited for at most five seconds; no command waited for the backlog.
  expect(slowestMs).toBeLessThan(10_000);
  expect(await findings(database)).toEqual([]);
});
