import { usd } from "@scrip/domain/money";
import { afterAll, expect, it } from "vitest";
import { Account, appLedger } from "../../ledger/an-account.test-support.ts";
import { testDatabase } from "../../testing/index.ts";
import { listActivity } from "./list-activity.ts";
import { readEntry } from "./read-entry.ts";
import { type KindSum, sumActivity } from "./sum-activity.ts";

const database = await testDatabase();
const app = await database.open("app");
const ledger = appLedger(database);
afterAll(() => ledger.close());

const netOf = (sums: readonly KindSum[], kind: string): string =>
  String(sums.filter((sum) => sum.kind === kind).reduce((net, sum) => net + sum.net, 0n));

it("tells spent credit that was taken back apart from use, in sums and in explanations", async () => {
  const account = await Account.open(app, ledger);
  const { grant: grantId } = await account.grant("20");
  const { hold: holdId } = await account.run("placeHold", { amount: usd("12"), ttlMs: null });
  await account.run("revokeGrant", { grantId, amount: usd("20") });
  await account.grant("1");
  const settled = await account.run("settleHold", { holdId, amount: usd("5"), close: true, resource: null });
  expect(settled.balance).toEqual({ available: "0", reserved: "0", owed: "4000000" });

  const { sums } = await sumActivity(app.organizations, account.orgId, {});
  expect(netOf(sums, "settled")).toBe("-5000000");
  // $8 were free, $5 were spent later, and the hold gave $7 back.
  expect(netOf(sums, "grant_revoked")).toBe("-20000000");
  expect(sums.reduce((count, sum) => count + sum.count, 0)).toBe(6);
  for (const filter of [{ kinds: ["settled"] as const }, { resource: "none" }]) {
    const { sums: some } = await sumActivity(app.organizations, account.orgId, filter);
    expect(netOf(some, "settled")).toBe("resource" in filter ? "0" : "-5000000");
  }

  const entries = await Promise.all([3, 5, 6].map((seq) => readEntry(app, account.orgId, seq)));
  expect(entries).toMatchObject([
    { line: { kind: "grant_revoked", net: "-8000000" }, asked: "20000000", takenBack: null, owed: null },
    { line: { kind: "settled" }, asked: null, takenBack: { amount: "5000000", open: "4000000" }, owed: null },
    { line: { kind: "grant_revoked", net: "-7000000", reservedBy: "-7000000" }, asked: null, takenBack: null },
  ]);
  const { lines } = await listActivity(app.organizations, account.orgId, {}, { limit: 10 });
  expect(lines.map(({ net }) => net)).toEqual(["-7000000", "-10000000", "1000000", "-8000000", "0", "20000000"]);
});
