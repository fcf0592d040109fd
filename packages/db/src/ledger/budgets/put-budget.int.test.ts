import type { BudgetTerms } from "@scrip/domain/ledger";
import { type Micros, usd } from "@scrip/domain/money";
import { afterAll, afterEach, expect, it } from "vitest";
import { inOrganization } from "../../connection/in-home.ts";
import { testDatabase } from "../../testing/index.ts";
import { Account, appLedger, findings } from "../an-account.test-support.ts";
import { putBudget } from "./put-budget.ts";

const KEY = "00000000-0000-7000-8000-00000000000a";
const LABELS = { resource: null, project: null, member: null } as const;

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());
// `verify` adds up the same uses from the entries.
afterEach(async () => {
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

it("L33 a ceiling for a key in use counts what it used before on this day, and what its holds still have", async () => {
  const account = await funded();
  const key = uncounted(account);
  await key.run("charge", { ...LABELS, amount: usd("1"), onShortfall: "refuse" });
  await account.run("charge", { ...LABELS, amount: usd("50"), onShortfall: "refuse" });
  const { hold } = await key.run("placeHold", { amount: usd("4"), ttlMs: null });
  await account.run("settleHold", { holdId: hold, amount: usd("1"), close: false, resource: null });
  await account.run("releaseHold", { holdId: hold, amount: usd("1") });
  await key.run("startJob", JOB);
  expect(await put(account, { cap: usd("10"), version: 1 }, true)).toBe(true);
  // 1 charged, 1 of the hold charged and 2 open, 3.99 held for the job.
  expect(await used(account)).toEqual(usd("7.99"));
  await account.run("voidHold", { holdId: hold });
  expect(await used(account)).toEqual(usd("5.99"));
  const rest = await account
    .as(KEY, usd("10"))
    .try("charge", { ...LABELS, amount: usd("4.02"), onShortfall: "refuse" });
  expect(rest).toMatchObject({ ok: false, refusal: { code: "budget_exceeded", data: { used: "5990000" } } });
});

it("L33 a ceiling that is set while the key charges counts every charge once", async () => {
  const account = await funded();
  const charges = Array.from({ length: 300 }, (_, n) => {
    // A part of the calls has read the key before it had a ceiling.
    const by = n % 2 === 0 ? uncounted(account) : account.as(KEY, null);
    return by.run("charge", { ...LABELS, amount: usd("0.01"), onShortfall: "refuse" });
  });
  const puts = [1, 2, 3].map(() => put(account, { cap: null, version: 1 }, true));
  await Promise.all([...charges, ...puts]);
  expect(await used(account)).toEqual(usd("3"));
});

it("a change with an older version, or the same one again, changes nothing", async () => {
  const account = await funded();
  expect(await put(account, { cap: usd("5"), version: 2 })).toBe(true);
  expect(await put(account, { cap: usd("9"), version: 1 })).toBe(false);
  expect(await put(account, { cap: usd("5"), version: 2 })).toBe(false);
  expect(await put(account, { cap: null, version: 3 })).toBe(true);
  const rows = await owner.query("SELECT cap, version FROM budgets WHERE org_id = $1", [account.orgId]);
  expect(rows).toEqual([{ cap: null, version: 3 }]);
});

const JOB = {
  ref: "job",
  resource: "gpu.h100-80gb",
  work: "training",
  mode: "epochs",
  unitsMilli: 1000,
  estimateMs: null,
  next: { untilMs: 3_600_000 },
  project: null,
  member: null,
} as const;

async function funded(): Promise<Account> {
  const account = await Account.open(app, ledger);
  await account.grant("1000");
  return account;
}

/** The key before it has a ceiling. */
function uncounted({ orgId }: Account): Account {
  return new Account(ledger, orgId, { actor: { type: "service_key", id: KEY } });
}

function put({ orgId }: Account, { cap, version }: Pick<BudgetTerms, "cap" | "version">, counts = false) {
  const terms = { scope: "key", ref: KEY, period: "day", cap, mode: "hard", version } as const;
  return inOrganization(app.organizations, orgId, (tx) => putBudget(tx, orgId, terms, counts));
}

async function used({ orgId }: Account): Promise<Micros> {
  const [row] = await owner.query("SELECT used FROM budget_uses WHERE org_id = $1", [orgId]);
  return row.used;
}
