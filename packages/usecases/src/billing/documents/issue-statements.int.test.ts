import { readPrinted } from "@scrip/documents/printed";
import { spanOf } from "@scrip/domain/billing/statement";
import { CENT } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { listPayments } from "../history/list-payments.ts";
import { revenueOfMonth } from "../revenue/revenue-of-month.ts";
import { aPurchase, BUYER, pay, sellBy } from "./a-sale.test-support.ts";
import { issueStatement, issueStatements } from "./issue-statements.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");
const quiet = { ...deps, isQuiet: true };
await sellBy(deps.homes.platform);

const GROSS = 2975n * CENT;
const DAY = 86_400_000;
const NOON = Date.UTC(2030, 0, 15, 12);

const statementsOf = (orgId: string): Promise<{ number: string; month: Date; content: string }[]> =>
  owner.query("SELECT number, month, content FROM documents WHERE org_id = $1 AND kind = 'statement' ORDER BY month", [
    orgId,
  ]);
const dueOf = (orgId: string) =>
  owner.query(`SELECT due_at AS "dueAt" FROM due WHERE org_id = $1 AND kind = 'issue_statement'`, [orgId]);
const issue = (orgId: string) => issueStatements(quiet, { orgId, kind: "issue_statement", refId: orgId });

async function aBuyer() {
  const organization = await anOrganization({ clockAt: NOON });
  await pay(deps, organization.orgId, await aPurchase(deps, organization.orgId, { buyer: BUYER }), GROSS);
  return organization;
}

describe("statements", () => {
  it("L27 come by themselves after a first payment, one for each month that has entries", async () => {
    const organization = await aBuyer();
    const { orgId } = organization;
    expect(await dueOf(orgId)).toEqual([{ dueAt: new Date(Date.UTC(2030, 1)) }]);
    await organization.advanceBy(20 * DAY);
    await organization.advanceBy(100 * DAY);
    const [january, ...others] = await statementsOf(orgId);
    expect(others).toEqual([]);
    expect(january).toMatchObject({ number: "SC-S000001", month: new Date(Date.UTC(2030, 0)) });
    const { title, tables } = readPrinted(january?.content ?? "");
    expect(title).toBe("Statement");
    expect(tables[0]?.rows.find(([what]) => what === "Credit added, purchase")).toContain("$25.00");
    expect(await dueOf(orgId)).toEqual([{ dueAt: new Date(Date.UTC(2030, 5)) }]);
  });

  it("L27 leave out the months in between that have no entries", async () => {
    const organization = await aBuyer();
    const { orgId } = organization;
    await organization.advanceBy(400 * DAY);
    await pay(deps, orgId, await aPurchase(deps, orgId, { buyer: BUYER }), GROSS);
    await organization.advanceBy(70 * DAY);
    const months = (await statementsOf(orgId)).map(({ month }) => month.toISOString().slice(0, 7));
    expect(months).toEqual(["2030-01", "2031-02"]);
    expect(await dueOf(orgId)).toEqual([{ dueAt: new Date(Date.UTC(2031, 4)) }]);
  });

  it("are made once, however often and by however many at once, and name the same month again", async () => {
    const organization = await aBuyer();
    const { orgId } = organization;
    await organization.advanceBy(10 * DAY);
    await expect(issueStatement(quiet, orgId, "2030-01")).rejects.toMatchObject({
      refusal: { code: "statement_not_ready" },
    });
    await organization.advanceBy(10 * DAY);
    const again = await Promise.all([
      issue(orgId),
      issue(orgId),
      issueStatement(quiet, orgId, "2030-01"),
      issue(orgId),
    ]);
    const [january, ...others] = await statementsOf(orgId);
    expect(others).toEqual([]);
    expect(again[2]?.number).toBe(january?.number);
    await expect(issueStatement(quiet, orgId, "2029-12")).rejects.toMatchObject({
      refusal: { code: "statement_not_ready" },
    });
  });
});

describe("the payment history", () => {
  it("has each payment with its balance and receipt, the newest first, and no page that nobody paid at", async () => {
    const organization = await aBuyer();
    const { orgId } = organization;
    await organization.advanceBy(DAY);
    await pay(deps, orgId, await aPurchase(deps, orgId), GROSS);
    await aPurchase(deps, orgId);
    const first = await listPayments(deps, orgId, { after: null, limit: 2 });
    expect(first.payments).toMatchObject([
      { status: "open", balance: null, documents: [] },
      { status: "paid", description: "Credit", gross: GROSS, tax: 475n * CENT, documents: [{ number: "SC-000002" }] },
    ]);
    const { payments, next } = await listPayments(deps, orgId, { after: first.next, limit: 2 });
    expect([payments.length, next]).toEqual([1, null]);
    const balances = [...first.payments, ...payments].map(({ balance }) => balance);
    expect((balances[1] ?? 0n) - (balances[2] ?? 0n)).toBe(2500n * CENT);
  });
});

it("the revenue of a month ties to the payments: credit that was bought is their net", async () => {
  const now = Date.now();
  const before = await revenueOfMonth(deps, spanOf(now));
  const { orgId } = await anOrganization({ clockAt: null });
  for (let n = 0; n < 3; n += 1) await pay(deps, orgId, await aPurchase(deps, orgId), GROSS);
  const { purchases, bought } = await revenueOfMonth(deps, spanOf(now));
  expect(purchases).toMatchObject({ count: before.purchases.count + 3, net: bought });
  expect(purchases.tax - before.purchases.tax).toBe(3n * 475n * CENT);
});
