import { usd } from "@scrip/domain/money";
import { afterAll, afterEach, expect, it } from "vitest";
import type { Query } from "../connection/query.ts";
import { inTransaction } from "../connection/transaction.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
// As a process opens it: with the usual number of open rows.
const ledger = appLedger(database, { openRows: 16, batch: { organizations: 64, commands: 1000, part: 48 } });
afterAll(() => ledger.close());
afterEach(async () => {
  const found = await findings(database);
  if (found.length > 0) throw new Error(`verify found ${JSON.stringify(found)}`);
});

it("text of people and services is read unchanged, even if it contains the separators of loaded rows", async () => {
  const account = await Account.open(app, ledger);
  const written = ["a,b", "c\nd", 'e"f\\g', "h\tî, {j}"];
  for (const businessKey of written) await account.grant("10", { businessKey });
  const terms = { resource: "gpu.h100-80gb", work: "training", mode: "epochs", unitsMilli: 1000 } as const;
  // A job without labels is between jobs with labels: no text may move to another row.
  const labels = ["a,b", null, "c\nd", 'e"f'].map((label) => ({ project: label, member: label }));
  for (const [n, label] of labels.entries())
    await account.run("startJob", {
      ...terms,
      ...label,
      ref: `${n},\n${written[n]}`,
      estimateMs: null,
      next: { untilMs: 1000 },
    });

  const refs = labels.map((_, n): [string, string] => [account.orgId, `${n},\n${written[n]}`]);
  const look = await ledger.peek(account.orgId, { refs });
  const grants = [...(look?.ledger.grants.values() ?? [])];
  expect(grants.map(({ businessKey }) => businessKey).toSorted()).toEqual(written.toSorted());
  const jobs = [...(look?.ledger.jobs.values() ?? [])].toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
  expect(jobs.map(({ ref, project, member }) => ({ ref, project, member }))).toEqual(
    labels.map((label, n) => ({ ref: `${n},\n${written[n]}`, ...label })),
  );
});

const NO_LABELS = { resource: null, project: null, member: null } as const;
const CENT = usd("0.01");

/** An organization with many grants of a cent, and then one of $1. */
async function withSmallGrants(count: number): Promise<Account> {
  const account = await Account.open(app, ledger);
  await account.grant("1");
  const expiresAt = Date.now() + 30 * 86_400_000;
  await Promise.all(Array.from({ length: count }, (_, n) => account.grant("0.01", { expiresAt: expiresAt + (n % 7) })));
  return account;
}

/** Runs a command in a transaction of its own. @returns the characters that it read from the database, and its answer */
async function readBy<Kind extends Parameters<Account["command"]>[0]>(
  account: Account,
  kind: Kind,
  rest: Parameters<typeof account.command<Kind>>[1],
) {
  let characters = 0;
  const outcome = await inTransaction(ledger.pool, (query) => {
    const counting: Query = async (statement) => {
      const rows = await query(statement);
      for (const { loaded } of rows) characters += typeof loaded === "string" ? loaded.length : 0;
      return rows;
    };
    return ledger.within(counting, account.command(kind, rest), null);
  });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return { characters, answer: outcome.answer };
}

it("a command reads as many open grants as it can need, however many there are", async () => {
  const few = await withSmallGrants(10);
  const many = await withSmallGrants(2500);
  const charge = { ...NO_LABELS, amount: CENT, onShortfall: "refuse" } as const;
  const start = { ref: "job", resource: "gpu.h100-80gb", work: "training", mode: "epochs", unitsMilli: 1 } as const;
  const terms = { ...start, estimateMs: null, project: null, member: null, next: { untilMs: 60_000 } };
  const settle = { ref: "job", quantityMs: 0, next: { untilMs: 120_000 } };
  const hold = { amount: 2n * CENT, ttlMs: null };
  const commands = [
    ["charge", charge],
    ["placeHold", hold],
    ["startJob", terms],
    ["settleEpoch", settle],
    ["finishJob", { ref: "job", quantityMs: 0, end: "completed", fault: "user" }],
  ] as const;
  for (const [kind, rest] of commands) {
    const { characters: withFew } = await readBy(few, kind, rest);
    const { characters: withMany } = await readBy(many, kind, rest);
    expect({ kind, withMany, isAtMostTwice: withMany <= 2 * withFew }).toEqual({ kind, withMany, isAtMostTwice: true });
  }
  const look = await ledger.peek(many.orgId, {}, ({ now }) => now + 86_400_000);
  expect(look.ledger.grants.size).toBe(16);
  expect([look.ledger.balance.available - look.lapsed, look.lapsing]).toEqual([usd("25.97"), 0n]);
});

it("L16 a command that needs many grants takes all of them in burn order, and the rest is still there", async () => {
  const account = await withSmallGrants(300);
  const outcomes = await Promise.all(Array.from({ length: 7 }, () => account.charge("0.5")));
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true, true, true, true]);
  const { ledger: left, lapsed } = await account.look();
  expect([left.balance.available - lapsed, left.grants.size]).toEqual([usd("0.50"), 1]);
  expect(await account.charge("0.51")).toMatchObject({ ok: false, refusal: { data: { spendable: "500000" } } });
});

it("L17 lapsed grants that are not swept are added up and not loaded", async () => {
  const account = await Account.open(app, ledger, 1000);
  await account.grant("1");
  await Promise.all(Array.from({ length: 400 }, (_, n) => account.grant("0.01", { expiresAt: 2000 + n })));
  await owner.query("UPDATE organizations SET clock_at = to_timestamp(2.2) WHERE org_id = $1", [account.orgId]);
  const look = await account.look();
  expect([look.ledger.balance.available, look.lapsed]).toEqual([usd("5"), usd("2.01")]);
  expect(look.ledger.grants.size).toBeLessThanOrEqual(16 + 128);
  expect(await account.charge("2.99")).toMatchObject({ ok: true, answer: { balance: { available: "0" } } });
  expect(await account.charge("0.01")).toMatchObject({ ok: false, refusal: { data: { spendable: "0" } } });
});

it("L6 debts are paid in the order in which they were made, however many there are", async () => {
  const account = await Account.open(app, ledger);
  const owe = (n: number) => account.run("charge", { ...NO_LABELS, amount: BigInt(n), onShortfall: "owe" });
  await Promise.all(Array.from({ length: 200 }, (_, n) => owe(n + 1)));
  const debts = (): Promise<{ amount: bigint; open: bigint }[]> =>
    owner.query("SELECT amount, open FROM debts WHERE org_id = $1 ORDER BY seq", [account.orgId]);
  const { characters } = await readBy(account, "charge", { ...NO_LABELS, amount: 201n, onShortfall: "owe" });
  expect(characters).toBeLessThan(5000);
  // The last debt is behind the first ones that are loaded, and a payment leaves it as it is.
  const last = (
    await owner.query("SELECT id FROM debts WHERE org_id = $1 ORDER BY seq DESC LIMIT 1", [account.orgId])
  )[0];
  await account.run("forgiveDebt", { debtId: last.id, amount: 100n });
  const paid = (150n * 151n) / 2n + 7n;
  await account.run("issueGrant", { ...GRANT, amount: paid, businessKey: "payment" });
  const open = (await debts()).map((debt) => debt.open);
  expect(open.slice(0, 150).every((left) => left === 0n)).toBe(true);
  expect([open[150], open[151], open[200]]).toEqual([144n, 152n, 101n]);
});

const GRANT = { source: "purchase", grantKind: "paid", effectiveAt: null, expiresAt: null } as const;
