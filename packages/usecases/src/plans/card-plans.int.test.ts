import { randomUUID } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import { describe, expect, it } from "vitest";
import { aScenario } from "../testing/a-scenario.ts";
import { codeOf, PlanDriver, ScriptedPayments } from "./a-plan.test-support.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");

const at = (text: string): Instant => Date.parse(text);
const FROM = "2027-06-02T00:00:00Z";

async function aCardPlan() {
  const { orgId } = await anOrganization({ clockAt: at(FROM) });
  const payments = new ScriptedPayments();
  return { payments, plan: new PlanDriver({ ...deps, payments }, orgId, "card") };
}

const grantsOf = (orgId: string): Promise<{ effective: Date; expires: Date }[]> =>
  owner.query(
    `SELECT effective_at AS effective, expires_at AS expires FROM grants WHERE org_id = $1 AND source = 'plan'
      ORDER BY effective_at`,
    [orgId],
  );

describe("a plan that is paid by card", () => {
  it("does not start if the card is declined, and starts with a good one", async () => {
    const { payments, plan } = await aCardPlan();
    payments.next = "declined";
    const key = randomUUID();
    expect(await codeOf(plan.subscribe("pro", "month", key))).toBe("payment_failed");
    expect(await plan.get()).toMatchObject({ state: "none", plan: "free", periods: [] });
    payments.next = "paid";
    expect(await codeOf(plan.subscribe("pro", "month", key))).toBe("payment_failed");
    expect(await plan.subscribe()).toMatchObject({ state: "active", plan: "pro" });
    expect([...payments.known.values()].map(({ amount }) => amount)).toEqual([29_000_000n, 29_000_000n]);
  });

  it("is refused without a port, and while another payment has no outcome", async () => {
    const { orgId } = await anOrganization({ clockAt: at(FROM) });
    expect(await codeOf(new PlanDriver(deps, orgId, "card").subscribe())).toBe("payment_unavailable");
    const { payments, plan } = await aCardPlan();
    payments.next = "unknown";
    const key = randomUUID();
    const asked = await plan.subscribe("pro", "month", key);
    expect(asked).toMatchObject({
      plan: "free",
      state: "none",
      pending: { plan: "pro", interval: "month", url: null },
    });
    expect(await codeOf(plan.subscribe("pro", "year"))).toBe("payment_pending");
    payments.next = "paid";
    // The same request, and one like it, go on with the same payment.
    const started = await plan.subscribe("pro", "month", key);
    expect(started).toMatchObject({ state: "active" });
    expect(await codeOf(plan.subscribe("pro", "month"))).toBe("already_subscribed");
    expect(payments.known.size).toBe(1);
  });

  it("is past due after a failed renewal, is tried 1, 3 and 7 days later, and then ends", async () => {
    const { payments, plan } = await aCardPlan();
    await plan.subscribe();
    payments.next = "declined";
    await plan.advanceTo("2027-07-02T00:00:00Z");
    expect(await plan.get()).toMatchObject({
      state: "past_due",
      plan: "pro",
      nextTry: at("2027-07-03T00:00:00Z"),
      nextGrant: null,
    });
    await plan.advanceTo("2027-07-08T23:59:59.999Z");
    expect(await plan.get()).toMatchObject({ state: "past_due", plan: "pro" });
    await plan.advanceTo("2027-07-09T00:00:00Z");
    expect(await plan.get()).toMatchObject({ state: "none", plan: "free" });
    const tries = [...payments.known.values()].map(({ at: when }) => new Date(when).toISOString().slice(0, 10));
    expect(tries).toEqual(["2027-06-02", "2027-07-02", "2027-07-03", "2027-07-05", "2027-07-09"]);
    expect(await grantsOf(plan.orgId)).toHaveLength(1);
    const actions = await owner.query<{ action: string }[]>(
      "SELECT action FROM audit_entries WHERE org_id = $1 AND action LIKE 'plan.%' ORDER BY seq",
      [plan.orgId],
    );
    expect(actions.map(({ action }) => action)).toEqual(["plan.subscribed", "plan.past_due", "plan.ended"]);
  });

  it("keeps its period when a later try succeeds; the credit is effective then, and lapses as planned", async () => {
    const { payments, plan } = await aCardPlan();
    await plan.subscribe();
    payments.next = "declined";
    await plan.advanceTo("2027-07-03T12:00:00Z");
    payments.next = "paid";
    await plan.advanceTo("2027-07-06T00:00:00Z");
    expect(await plan.get()).toMatchObject({ state: "active", period: { from: at("2027-07-02T00:00:00Z") } });
    expect((await grantsOf(plan.orgId)).at(-1)).toEqual({
      effective: new Date("2027-07-05T00:00:00Z"),
      expires: new Date("2027-08-01T00:00:00Z"),
    });
  });

  it("upgrades at once for the full price where the catalog has a higher plan, and not otherwise", async () => {
    const { plan } = await aCardPlan();
    await plan.subscribe();
    expect(await codeOf(plan.change({ plan: "enterprise" }))).toBe("by_contract");
    expect(await codeOf(plan.change({ plan: "pro" }))).toBe("already_there");
  });
});
