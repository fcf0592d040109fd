import { openLedger } from "@scrip/db/ledger";
import { openQueue } from "@scrip/db/queue";
import { afterAll, describe, expect, it } from "vitest";
import { type RunDueDeps, runDue } from "../due/run-due.ts";
import { aScenario } from "../testing/a-scenario.ts";
import { PlanDriver, ScriptedPayments } from "./a-plan.test-support.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");
const homes = await database.open("worker");
const queue = await openQueue(homes);
const payments = new ScriptedPayments();
const workers = [1, 2].map(
  (): RunDueDeps => ({
    homes,
    queue,
    books: deps.books,
    payments,
    ledger: openLedger({ url: database.urls.worker, books: deps.books, lanes: 1 }),
  }),
);
const [first, second] = workers as [RunDueDeps, RunDueDeps];
afterAll(() => Promise.all([queue.close(), ...workers.map(({ ledger }) => ledger.close())]));

const DAY_MS = 86_400_000;

/** An organization on PostgreSQL's clock whose plan began some days ago, and for which no worker has run since then. */
async function aLatePlan(daysAgo: number, interval: "month" | "year", paidBy: "outside" | "card"): Promise<PlanDriver> {
  const { orgId } = await anOrganization({ clockAt: Date.now() - daysAgo * DAY_MS });
  const plan = new PlanDriver({ ...deps, payments }, orgId, paidBy);
  await plan.subscribe("pro", interval);
  await owner.query("UPDATE organizations SET clock_at = NULL WHERE org_id = $1", [orgId]);
  await owner.query("UPDATE organization_registry SET clock_at = NULL WHERE org_id = $1", [orgId]);
  await owner.query("UPDATE due SET on_test_clock = false WHERE org_id = $1", [orgId]);
  return plan;
}

const grantsOf = (orgId: string): Promise<{ days: number; late: boolean }[]> =>
  owner.query(
    `SELECT (extract(epoch FROM expires_at - effective_at) / 86400)::float8 AS days
      FROM grants WHERE org_id = $1 AND source = 'plan' ORDER BY effective_at`,
    [orgId],
  );

const lateWork = async (orgId: string): Promise<number> =>
  (await owner.query("SELECT count(*)::int AS n FROM due WHERE org_id = $1 AND due_at <= now()", [orgId]))[0].n;

describe.each([
  [31, "month", 2],
  [51, "month", 2],
  [95, "month", 4],
  [95, "year", 4],
] as const)("D2 a worker that was down, %i days after the start of a plan by the %s", (days, interval, months) => {
  it.each(["outside", "card"] as const)("credits each month once, with its own instants, paid %s", async (paidBy) => {
    const plan = await aLatePlan(days, interval, paidBy);
    // Two workers at once, again and again.
    for (let n = 0; n < 2; n += 1) await Promise.all([runDue(first, plan.orgId), runDue(second, plan.orgId)]);
    expect(await lateWork(plan.orgId)).toBe(0);
    expect(await grantsOf(plan.orgId)).toEqual(Array.from({ length: months }, () => ({ days: 30 })));
    expect(await plan.get()).toMatchObject({ state: "active", plan: "pro" });
  });
});

describe("A21 a cancellation beside a late renewal", () => {
  it("is of the period that runs by then, and the renewal happens once", async () => {
    for (let round = 0; round < 4; round += 1) {
      const plan = await aLatePlan(31, "month", "card");
      const before = payments.known.size;
      await Promise.all([
        runDue(first, plan.orgId),
        plan.cancel("once"),
        plan.cancel("once"),
        runDue(second, plan.orgId),
      ]);
      const { state, periods } = await plan.get();
      expect([state, periods.length]).toEqual(["ending", 2]);
      expect(payments.known.size - before).toBe(1);
      expect(await grantsOf(plan.orgId)).toHaveLength(2);
    }
  });
});
