import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { EVENTS, isEventKind } from "@scrip/contract/notices/events";
import { usd } from "@scrip/domain/money";
import { afterAll, expect, it, vi } from "vitest";
import { inOrganization } from "../connection/in-home.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import { setBudget } from "./budgets/put-budget.ts";
import { ledgerAddress } from "./ledger-at.test-support.ts";

// Processes start slowly on a busy machine. No test measures that time.
vi.setConfig({ testTimeout: 240_000 });

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const LABELS = { resource: null, project: null, member: null } as const;

interface Told {
  readonly kind: string;
  readonly data: Record<string, string | number>;
}

/** The notices of an organization, oldest first. Each has its due work, and the values that the table of events says. */
async function noticesOf({ orgId }: Account): Promise<Told[]> {
  const rows = await owner.query<(Told & { due: boolean })[]>(
    `SELECT n.kind, n.data, d.ref_id IS NOT NULL AND NOT d.on_test_clock AS due FROM notices n
      LEFT JOIN due d ON d.org_id = n.org_id AND d.kind = 'send_notice' AND d.ref_id = n.id
      WHERE n.org_id = $1 ORDER BY n.id`,
    [orgId],
  );
  for (const { kind, data, due } of rows) {
    if (!isEventKind(kind)) throw new Error(`${kind} is no kind of event`);
    expect(EVENTS[kind].data.parse(data)).toEqual(data);
    expect(due).toBe(true);
  }
  return rows.map(({ kind, data }) => ({ kind, data }));
}

const kindsOf = async (account: Account): Promise<string[]> => (await noticesOf(account)).map(({ kind }) => kind);

/** Starts a process that charges so often. @returns a function that starts the charges and waits for them */
async function chargingProcess({ orgId }: Account, charges: number, micros: bigint): Promise<() => Promise<number>> {
  const program = fileURLToPath(new URL("./charging.fixture.ts", import.meta.url));
  const child = spawn(process.execPath, [program, ledgerAddress(database, "app"), orgId, `${charges}`, `${micros}`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("ready");
  return async () => {
    const ended = once(child, "close");
    child.stdin.write("go\n");
    const accepted = Number((await lines.next()).value);
    expect((await ended)[0]).toBe(0);
    return accepted;
  };
}

/** Charges $4 in 200 charges of four processes at once. */
async function chargeByProcesses(account: Account): Promise<void> {
  const processes = await Promise.all(Array.from({ length: 4 }, () => chargingProcess(account, 50, usd("0.02"))));
  const accepted = await Promise.all(processes.map((go) => go()));
  expect(accepted).toEqual([50, 50, 50, 50]);
}

it("a threshold that 200 charges by four processes pass is told once, and again after a purchase", async () => {
  const account = await Account.open(app, ledger);
  await account.grant("12");
  await chargeByProcesses(account);
  const [low, ...more] = await noticesOf(account);
  expect(low).toEqual({ kind: "balance.low", data: { available: "9980000", threshold: "10000000" } });
  expect(more).toEqual([]);

  await account.grant("7");
  expect(await kindsOf(account)).toEqual(["balance.low"]);
  await chargeByProcesses(account);
  await account.charge("2");
  expect(await kindsOf(account)).toEqual(["balance.low", "balance.low"]);

  // Ten charges around the threshold.
  await account.grant("1.50");
  for (let n = 0; n < 10; n += 1) {
    await account.charge("0.75");
    await account.grant("0.75");
  }
  expect(await kindsOf(account)).toEqual(["balance.low", "balance.low"]);
  expect(await findings(database, [account.orgId])).toEqual([]);
});

it("a random life of an organization has exactly the notices that a small model derives from its entries", async () => {
  for (const seed of [1, 2, 3]) {
    const account = await Account.open(app, ledger);
    const next = randomNumbers(seed);
    for (let round = 0; round < 12; round += 1) {
      const steps = Array.from({ length: 15 }, () => randomStep(account, next));
      await Promise.all(steps);
    }
    expect(await noticesOf(account)).toEqual(await modelOf(account));
  }
});

/** A number from 0 to below 1. */
type Random = () => number;

function randomNumbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

function randomStep(account: Account, next: Random): Promise<unknown> {
  const cents = (most: number): bigint => BigInt(1 + Math.floor(next() * most)) * 10_000n;
  const amount = cents(250);
  if (next() < 0.45) return account.grant("1", { amount });
  const onShortfall = next() < 0.5 ? "owe" : "refuse";
  return account.try("charge", { ...LABELS, amount: cents(300), onShortfall });
}

/** The model: it reads the balances after each entry, and knows the rules by its own words. Threshold $10. */
async function modelOf({ orgId }: Account): Promise<Told[]> {
  const entries = await owner.query<{ available: bigint; owed: bigint }[]>(
    "SELECT available, owed FROM entries WHERE org_id = $1 ORDER BY seq",
    [orgId],
  );
  const told: Told[] = [];
  let canBeLow = false;
  let isExhausted = false;
  let hadCredit = false;
  for (const { available, owed } of entries) {
    const dollars = Number(available) / 1_000_000;
    const data = { available: String(available) };
    if (available === 0n) {
      if ((hadCredit || owed > 0n) && !isExhausted)
        told.push({ kind: "balance.exhausted", data: { ...data, owed: String(owed) } });
      if (hadCredit || owed > 0n) isExhausted = true;
      canBeLow = false;
      continue;
    }
    hadCredit = true;
    if (isExhausted && dollars >= 1) {
      told.push({ kind: "balance.restored", data });
      isExhausted = false;
    }
    if (!isExhausted && dollars < 10 && canBeLow)
      told.push({ kind: "balance.low", data: { ...data, threshold: "10000000" } });
    if (dollars < 10) canBeLow = false;
    if (dollars >= 11) canBeLow = true;
  }
  return told;
}

it("a budget is told once at each level of a window, and again with a higher cap", async () => {
  const account = await Account.open(app, ledger);
  await account.grant("1000");
  const budget = { scope: "project", ref: "training", period: "month", mode: "alert" } as const;
  const set = (cap: string) =>
    inOrganization(app.organizations, account.orgId, (tx) =>
      setBudget(tx, account.orgId, { ...budget, cap: usd(cap) }),
    );
  const charge = (dollars: string) =>
    account.run("charge", { ...LABELS, project: "training", amount: usd(dollars), onShortfall: "refuse" });
  const levels = async () => (await noticesOf(account)).map(({ data }) => data.level);
  await set("10");
  await charge("4.99");
  const hold = await account.run("placeHold", { amount: usd("1"), ttlMs: null });
  await account.run("voidHold", { holdId: hold.hold });
  expect(await levels()).toEqual([]);
  await charge("0.01");
  await charge("2");
  expect(await levels()).toEqual([50]);
  await charge("4");
  expect(await levels()).toEqual([50, 100]);
  await charge("4");
  expect(await levels()).toEqual([50, 100]);
  await set("20");
  await charge("1");
  expect(await levels()).toEqual([50, 100, 80]);
});

it("work of the past of a test clock changes the state, and has no notice", async () => {
  const past = await Account.open(app, ledger, Date.parse("2020-01-01T00:00:00Z"));
  await past.grant("12");
  await past.charge("5");
  await past.charge("7");
  const [row] = await owner.query("SELECT balance_state AS state FROM organizations WHERE org_id = $1", [past.orgId]);
  expect(row).toEqual({ state: "exhausted" });
  expect(await noticesOf(past)).toEqual([]);
});

it("a job that should pause is told once", async () => {
  const account = await Account.open(app, ledger, Date.now() - 60_000);
  await account.grant("5");
  const job = {
    ref: "run",
    resource: "gpu.h100-80gb",
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs: null,
    next: { untilMs: 60_000 },
    project: null,
    member: null,
  } as const;
  await account.run("startJob", job);
  const settle = () => account.try("settleEpoch", { ref: "run", quantityMs: 0, next: { untilMs: 36_000_000 } });
  for (let n = 0; n < 3; n += 1) await settle();
  const told = (await noticesOf(account)).filter(({ kind }) => kind === "job.should_pause");
  expect(told).toEqual([
    {
      kind: "job.should_pause",
      data: {
        id: expect.stringMatching(/^job_/),
        job: "run",
        resource: "gpu.h100-80gb",
        reason: "insufficient_credit",
        missing: expect.stringMatching(/^\d+$/),
      },
    },
  ]);
});
