import { randomUUIDv7 } from "node:crypto";
import { createClock } from "@scrip/db/due";
import { openLedgerEvents } from "@scrip/db/events";
import { aProxy, testDatabase } from "@scrip/db/testing";
import { Account, appLedger, findings } from "@scrip/db/testing/ledger";
import { books } from "@scrip/db/testing/load";
import { usd } from "@scrip/domain/money";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { DueRegistry } from "./due-handler.ts";
import { DUE } from "./handlers.ts";
import { killedAfter } from "./killed-between-steps.test-support.ts";
import { moveClock } from "./move-clock.ts";
import { holdsExpireInSteps, STEPS_TABLE } from "./work-in-steps.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const proxy = await aProxy(database.ownerUrl);
const through = appLedger(database, { url: proxy.through(database.urls.app) });
const ledger = appLedger(database);
await owner.query(STEPS_TABLE);
afterAll(() => Promise.all([through.close(), ledger.close()]));
// `verify` must find nothing after each test, except that the work of some tests is for no grant and no hold (L29).
afterEach(async () => {
  proxy.mend();
  const found = (await findings(database)).filter(({ invariant }) => invariant !== "L29");
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const advance = ({ orgId }: Account, to: number, registry: DueRegistry = DUE) =>
  moveClock({ ledger, homes: app, books }, registry, orgId, to);
const countOf = async (what: string, { orgId }: Account): Promise<number> =>
  (await owner.query(`SELECT count(*)::int AS n FROM ${what} AND org_id = $1`, [orgId]))[0].n;
const entriesOf = async ({ orgId }: Account): Promise<{ kind: string; at: Date }[]> =>
  owner.query("SELECT kind, at FROM entries WHERE org_id = $1 ORDER BY seq", [orgId]);

it("C12 a hold placed before the expiry settles after it; its released credit expires by an entry", async () => {
  const account = await Account.open(app, ledger, START);
  await account.grant("20");
  await account.grant("5", { expiresAt: START + DAY });
  const { hold: holdId } = await account.run("placeHold", { amount: usd("4"), ttlMs: null });
  expect(await advance(account, START + DAY)).toEqual({ at: START + DAY, ran: 1 });
  const settled = await account.run("settleHold", { holdId, amount: usd("3"), close: true, resource: null });
  expect(settled).toMatchObject({ released: "1000000", balance: { available: "20000000", reserved: "0" } });
  expect((await entriesOf(account)).map(({ kind }) => kind)).toEqual([
    "grant_issued",
    "grant_issued",
    "hold_placed",
    "grant_expired",
    "settled",
    "grant_expired",
  ]);
});

it("due work runs on the way in the order of time: a scheduled grant, its expiry, a silent job", async () => {
  const account = await Account.open(app, ledger, START);
  await account.grant("10");
  await account.grant("20", { effectiveAt: START + DAY, expiresAt: START + 2 * DAY });
  await account.run("startJob", {
    ref: "job",
    resource: "gpu.h100-80gb",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    next: { untilMs: HOUR },
    project: null,
    member: null,
  });
  expect(await advance(account, START + 3 * DAY)).toEqual({ at: START + 3 * DAY, ran: 3 });
  expect((await entriesOf(account)).slice(3)).toEqual([
    { kind: "hold_expired", at: new Date(START + 5_400_000) },
    { kind: "grant_issued", at: new Date(START + DAY) },
    { kind: "grant_expired", at: new Date(START + 2 * DAY) },
  ]);
  expect(await advance(account, START)).toEqual({ at: START + 3 * DAY, ran: 0 });
  expect(await countOf("due WHERE true", account)).toBe(0);
});

it("L10 an advance that runs concurrently with commands keeps entries in the order of time", async () => {
  const account = await Account.open(app, ledger, START);
  await account.grant("100");
  await Promise.all(
    Array.from({ length: 30 }, (_, n) => (n % 3 === 0 ? advance(account, START + n * DAY) : account.charge("1"))),
  );
  expect(await advance(account, START)).toEqual({ at: START + 27 * DAY, ran: 0 });
});

it("a clock is set before the first entry, or not at all", async () => {
  const account = await Account.open(app, ledger);
  expect(await advance(account, START)).toBe("not_on_test_clock");
  expect(await advance(new Account(ledger, randomUUIDv7()), START)).toBe("organization_not_found");
  expect(await createClock(ledger.pool, account.orgId, START)).toBe("created");
  await account.grant("1");
  expect(await createClock(ledger.pool, account.orgId, START + DAY)).toBe("clock_after_entries");
  expect(await createClock(ledger.pool, randomUUIDv7(), START)).toBe("organization_not_found");
});

it("an advance is announced to other processes", async () => {
  const account = await Account.open(app, ledger, START);
  const changes = await openLedgerEvents(database.urls.app);
  let heard = 0;
  changes.subscribe(account.orgId, () => {
    heard += 1;
  });
  expect(await advance(account, START + DAY)).toEqual({ at: START + DAY, ran: 0 });
  await vi.waitFor(() => expect(heard).toBeGreaterThan(0), { timeout: 20_000, interval: 5 });
  await changes.close();
});

it.each(["before", "after"] as const)(
  "E1 E2 a connection is cut at a COMMIT while a clock advances, %s it arrived: due work runs once",
  async (when) => {
    const account = await Account.open(app, ledger, 0);
    await account.grant("100");
    for (let n = 1; n <= 5; n += 1) await account.run("placeHold", { amount: usd("1"), ttlMs: n * 1000 });
    proxy.cutCommits(when, 3);
    const before = proxy.commitsCut;
    expect(await moveClock({ ledger: through, homes: app, books }, DUE, account.orgId, 60_000)).toMatchObject({
      at: 60_000,
    });
    expect(proxy.commitsCut - before).toBe(3);
    expect(await countOf("entries WHERE kind = 'hold_expired'", account)).toBe(5);
    expect(await countOf("due WHERE true", account)).toBe(0);
  },
);

describe("work in steps", () => {
  /** Makes an account with a hold that expires an hour after the start, and credit that expires an hour later. */
  async function anAccount(): Promise<{ account: Account; ref: string }> {
    const account = await Account.open(app, ledger, START);
    await account.grant("10", { expiresAt: START + 2 * HOUR });
    const { hold } = await account.run("placeHold", { amount: usd("4"), ttlMs: HOUR });
    return { account, ref: hold };
  }
  const timesOf = async (ref: string): Promise<Record<string, number>> => {
    const rows: { step: string; times: number }[] = await owner.query("SELECT * FROM steps WHERE ref = $1", [ref]);
    return Object.fromEntries(rows.map(({ step, times }) => [step, times]));
  };
  const done = [
    { kind: "hold_expired", at: new Date(START + HOUR) },
    { kind: "grant_expired", at: new Date(START + 2 * HOUR) },
  ];

  it("runs at its due time, and the clock waits for it", async () => {
    const { account, ref } = await anAccount();
    const registry = holdsExpireInSteps(() => {});
    expect(await advance(account, START + DAY, registry)).toEqual({ at: START + DAY, ran: 2 });
    expect(await timesOf(ref)).toEqual({ claimed: 1, called: 1 });
    expect((await entriesOf(account)).slice(2)).toEqual(done);
  });

  it("fails between two steps: the clock keeps its due time, and the next advance finishes it", async () => {
    const { account, ref } = await anAccount();
    let fails = true;
    const registry = holdsExpireInSteps((step) => {
      if (step === "called" && fails) throw new Error("the gateway's answer was lost");
    });
    await expect(advance(account, START + DAY, registry)).rejects.toThrow("the gateway's answer was lost");
    expect((await account.look())?.now).toBe(START + HOUR);
    expect(await entriesOf(account)).toHaveLength(2);
    fails = false;
    expect(await advance(account, START + DAY, registry)).toEqual({ at: START + DAY, ran: 2 });
    expect(await timesOf(ref)).toEqual({ claimed: 2, called: 2 });
    expect((await entriesOf(account)).slice(2)).toEqual(done);
  });

  it.each(["claimed", "called"] as const)(
    "is killed after the step `%s`: the next advance finishes it, once",
    async (step) => {
      const { account } = await anAccount();
      const url = database.urls.app;
      expect(await killedAfter(step, { how: "advance", url, orgId: account.orgId, to: START + DAY })).toBe("SIGKILL");
      expect((await account.look())?.now).toBe(START + HOUR);
      expect(await entriesOf(account)).toHaveLength(2);
      const registry = holdsExpireInSteps(() => {});
      expect(await advance(account, START + DAY, registry)).toEqual({ at: START + DAY, ran: 2 });
      expect((await entriesOf(account)).slice(2)).toEqual(done);
    },
  );

  it("runs once in two concurrent advances", async () => {
    const { account } = await anAccount();
    const registry = holdsExpireInSteps(() => {});
    await Promise.all([advance(account, START + DAY, registry), advance(account, START + DAY, registry)]);
    expect((await entriesOf(account)).slice(2)).toEqual(done);
  });

  it("that does not change its row stops the clock, instead of running forever", async () => {
    const { account } = await anAccount();
    const registry: DueRegistry = { ...DUE, expire_hold: { steps: async () => {} } };
    await expect(advance(account, START + DAY, registry)).rejects.toThrow("due work does not go away: expire_hold");
    expect((await account.look())?.now).toBe(START + HOUR);
    expect(await advance(account, START + DAY)).toMatchObject({ ran: 2 });
  });
});
