import { usd } from "@scrip/domain/money";
import { afterAll, describe, expect, it } from "vitest";
import { inTransaction } from "../connection/transaction.ts";
import { listEntries } from "../read/entries/list-entries.ts";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import { setClock } from "./verified/on-database.fixture.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const NOON = Date.UTC(2026, 0, 1, 12);
const DAY = 86_400_000;
const anAccount = () => Account.open(app, ledger, NOON);
const labels = { resource: null, project: null, member: null };

describe("a refund", () => {
  it("L19 L14 goes to the grants that paid the charge and its debt, and names the charge", async () => {
    const account = await anAccount();
    const first = await account.grant("2", { source: "code", grantKind: "promotional", expiresAt: NOON + DAY });
    const second = await account.grant("1");
    const { charge: chargeId } = await account.run("charge", { amount: usd("5"), onShortfall: "owe", ...labels });
    const third = await account.grant("1.5");
    const answer = await account.run("refundCharge", { chargeId, amount: usd("4") });
    // Half a dollar is still owed. Of the paid part, credit of grants that never expire comes back first.
    expect(answer).toMatchObject({ forgiven: "500000", refunded: "3500000" });
    expect(answer.balance).toEqual({ available: "3500000", reserved: "0", owed: "0" });
    const rows = await grantsOf(account.orgId);
    expect(rows.map(({ kind, amount, expires_at: until }) => [kind, amount, until?.getTime() ?? null])).toEqual([
      ["paid", usd("1.5"), null],
      ["paid", usd("1"), null],
      // The credit that paid ends tomorrow; refunded credit lives for 30 days at least.
      ["promotional", usd("1"), NOON + 30 * DAY],
    ]);
    expect(rows.map(({ business_key: key }) => key.split(":")[2])).toEqual([third.grant, second.grant, first.grant]);
    expect(new Set(rows.map(({ charge_id: named }) => named))).toEqual(new Set([chargeId]));
    expect(await account.try("refundCharge", { chargeId, amount: usd("1.1") })).toMatchObject({
      refusal: { code: "beyond_charge", data: { refundable: "1000000" } },
    });
    expect(await account.run("refundCharge", { chargeId, amount: usd("1") })).toMatchObject({ refunded: "1000000" });
  });

  it("L19 L13 by many callers at once never returns more than was charged, and each key refunds once", async () => {
    const account = await anAccount();
    await account.grant("10");
    const { charge: chargeId } = await account.run("charge", { amount: usd("5"), onShortfall: "refuse", ...labels });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        account.try("refundCharge", { chargeId, amount: usd("1") }, `refund ${n % 10}`),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(10);
    expect(new Set(outcomes.map((outcome) => (outcome.ok ? outcome.answer.seq : null))).size).toBe(6);
    expect((await ledger.peek(account.orgId)).ledger.balance.available).toBe(usd("10"));
  });
});

describe("a revocation", () => {
  it("L23 L31 and its reinstatement read their amounts from the entries, also in the caller's transaction", async () => {
    const account = await anAccount();
    const { grant: grantId } = await account.grant("10");
    await account.run("charge", { amount: usd("7"), onShortfall: "refuse", ...labels });
    await account.grant("2", { source: "code", grantKind: "promotional" });
    const within = <Kind extends "revokeGrant" | "reinstateGrant">(kind: Kind, amount: bigint) =>
      ledger.route(account.orgId, (pool) =>
        inTransaction(pool, async (query) => {
          const outcome = await ledger.within(query, account.command(kind, { grantId, amount } as never), null);
          if (!outcome.ok) throw new Error(outcome.refusal.message);
          return outcome.answer;
        }),
      );
    expect(await within("revokeGrant", usd("6"))).toMatchObject({
      revoked: "3000000",
      paid: "2000000",
      becameOwed: "1000000",
    });
    expect(await account.run("revokeGrant", { grantId, amount: usd("4") })).toMatchObject({ becameOwed: "4000000" });
    expect(await account.try("revokeGrant", { grantId, amount: 1n })).toMatchObject({
      refusal: { code: "beyond_grant", data: { revocable: "0" } },
    });
    expect(await within("reinstateGrant", usd("9"))).toMatchObject({
      forgiven: "5000000",
      reinstated: "3000000",
      refunded: "1000000",
      balance: { available: "4000000", owed: "0" },
    });
    const [{ debt_id: debtId, grant_id: of }] = await owner.query(
      "SELECT g.debt_id, d.grant_id FROM grants g JOIN debts d ON d.org_id = g.org_id AND d.id = g.debt_id WHERE g.org_id = $1",
      [account.orgId],
    );
    expect([debtId, of]).toEqual([expect.any(String), grantId]);
    expect(await account.run("revokeGrant", { grantId, amount: usd("9") })).toMatchObject({ revoked: "3000000" });
  });

  it("L23 of $20 that lapsed on day 30, with $3 used, leaves $3 owed", async () => {
    const account = await anAccount();
    const { grant: grantId } = await account.grant("20", { expiresAt: NOON + 30 * DAY });
    await account.charge("3");
    await setClock(ledger, account.orgId, NOON + 40 * DAY);
    const answer = await account.run("revokeGrant", { grantId, amount: usd("20") });
    expect(answer).toMatchObject({ lapsed: "17000000", balance: { available: "0", owed: "3000000" } });
  });

  it("L18 L23 of $20 on hold leaves nothing owed after the grant lapsed and the hold was voided", async () => {
    const account = await anAccount();
    const { grant: grantId } = await account.grant("20", { expiresAt: NOON + 30 * DAY });
    const { hold: holdId } = await account.run("placeHold", { amount: usd("20"), ttlMs: null });
    expect(await account.run("revokeGrant", { grantId, amount: usd("20") })).toMatchObject({
      held: "20000000",
      debt: null,
    });
    await setClock(ledger, account.orgId, NOON + 40 * DAY);
    const answer = await account.run("voidHold", { holdId }, "void");
    expect(answer.balance).toEqual({ available: "0", reserved: "0", owed: "0" });
    // The key gets the same answer, which the last entry stores.
    expect(await account.run("voidHold", { holdId }, "void")).toEqual(answer);
  });

  it("L23 of $20 that lapsed unused leaves a later purchase of $25 as it is", async () => {
    const account = await anAccount();
    const { grant: grantId } = await account.grant("20", { expiresAt: NOON + 30 * DAY });
    await setClock(ledger, account.orgId, NOON + 40 * DAY);
    await account.grant("25");
    const answer = await account.run("revokeGrant", { grantId, amount: usd("20") }, "dispute");
    expect(answer.balance).toEqual({ available: "25000000", reserved: "0", owed: "0" });
    expect(await account.run("revokeGrant", { grantId, amount: usd("20") }, "dispute")).toEqual(answer);
    const [entry] = (await listEntries(app.organizations, account.orgId, { after: 2, limit: 10 })).entries;
    expect(entry).toMatchObject({ kind: "grant_revoked", asked: "20000000", postings: [] });
    expect((await account.try("revokeGrant", { grantId, amount: 1n })).ok).toBe(false);
  });

  it("L23 L31 of held credit is owed when the hold spends it, also within one batch", async () => {
    const account = await anAccount();
    const { grant: grantId } = await account.grant("20");
    const { hold: holdId } = await account.run("placeHold", { amount: usd("20"), ttlMs: null });
    await account.grant("2");
    const [, settled, voided] = await Promise.all([
      account.run("revokeGrant", { grantId, amount: usd("20") }),
      account.run("settleHold", { holdId, amount: usd("5"), close: false, resource: null }),
      account.run("voidHold", { holdId }),
    ]);
    expect(settled.balance).toEqual({ available: "0", reserved: "15000000", owed: "3000000" });
    expect(voided.balance).toEqual({ available: "0", reserved: "0", owed: "3000000" });
    const [row] = await owner.query("SELECT spent, revoked, to_revoke FROM grants WHERE id = $1", [grantId]);
    expect(row).toEqual({ spent: usd("5"), revoked: usd("15"), to_revoke: 0n });
  });

  it("L23 that was forgiven in part is reinstated as far as it stands", async () => {
    const account = await anAccount();
    const { grant: grantId } = await account.grant("20");
    await account.charge("20");
    const { debt } = await account.run("revokeGrant", { grantId, amount: usd("20") });
    await account.run("forgiveDebt", { debtId: debt ?? "", amount: usd("5") });
    const answer = await account.run("reinstateGrant", { grantId, amount: usd("20") });
    expect(answer).toMatchObject({ forgiven: "15000000", held: "0", balance: { owed: "0" } });
  });

  it("L28 of another organization's grant, charge or debt is refused as if it did not exist", async () => {
    const account = await anAccount();
    const other = await anAccount();
    const { grant: grantId } = await other.grant("1");
    const { charge: chargeId } = await other.run("charge", { amount: usd("2"), onShortfall: "owe", ...labels });
    const codes = await Promise.all([
      account.try("revokeGrant", { grantId, amount: 1n }),
      account.try("reinstateGrant", { grantId, amount: 1n }),
      account.try("refundCharge", { chargeId, amount: 1n }),
      account.try("forgiveDebt", { debtId: chargeId, amount: 1n }),
    ]);
    expect(codes.map((outcome) => (outcome.ok ? "done" : outcome.refusal.code))).toEqual([
      "grant_not_found",
      "grant_not_found",
      "charge_not_found",
      "debt_not_open",
    ]);
  });
});

it("L6 L12 a debt is forgiven in parts, and verify finds no error after all corrections", async () => {
  const account = await anAccount();
  const { charge: debtId } = await account.run("charge", { amount: usd("3"), onShortfall: "owe", ...labels });
  for (const dollars of ["1", "0.5"]) await account.run("forgiveDebt", { debtId, amount: usd(dollars) });
  expect(await account.run("refundCharge", { chargeId: debtId, amount: usd("1.5") })).toMatchObject({
    forgiven: "1500000",
    refunded: "0",
    grants: [],
  });
  const legs = await owner.query(
    "SELECT leg, kind FROM entries WHERE org_id = $1 AND cause_type = 'debt' ORDER BY leg",
    [account.orgId],
  );
  expect(legs).toEqual([1, 2, 3].map((leg) => ({ leg, kind: "debt_forgiven" })));
  expect(await findings(database)).toEqual([]);
});

interface GrantRow {
  kind: string;
  amount: bigint;
  expires_at: Date | null;
  business_key: string;
  charge_id: string;
}

/** The refund grants of an organization, in the order in which they were issued. */
async function grantsOf(orgId: string): Promise<GrantRow[]> {
  return owner.query(
    `SELECT g.* FROM grants g JOIN entries e ON e.org_id = g.org_id AND e.cause_id = g.id AND e.leg = 1
      WHERE g.org_id = $1 AND g.source = 'refund' ORDER BY e.seq`,
    [orgId],
  );
}
