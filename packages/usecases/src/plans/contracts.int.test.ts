import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Caller, FROM_WITHIN } from "../deps.ts";
import { completeJob } from "../jobs/finish-job.ts";
import { setPlan } from "../organizations/set-plan.ts";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import { codeOf, PlanDriver } from "./a-plan.test-support.ts";
import { createContract, endContract, getContracts, type NewContract } from "./contracts.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

function operatorOf(orgId: string): Caller {
  return { orgId, actor: { type: "operator", id: randomUUID() }, from: FROM_WITHIN };
}

function terms(some: Partial<NewContract> = {}): NewContract {
  const none = { rates: {}, entitlements: {}, credits: [] };
  return { idempotencyKey: randomUUID(), plan: "enterprise", ...none, reason: "They signed.", ...some };
}

const jobsOf = (orgId: string): Promise<{ ref: string; rate: string; version: number }[]> =>
  owner.query("SELECT ref, rate::text, catalog_version AS version FROM jobs WHERE org_id = $1 ORDER BY ref", [orgId]);

const creditOf = async (orgId: string): Promise<string[]> => {
  const rows: { credit: string }[] = await owner.query(
    `SELECT amount::text || ' ' || kind AS credit FROM grants WHERE org_id = $1 AND source = 'contract'
      ORDER BY effective_at, amount`,
    [orgId],
  );
  return rows.map(({ credit }) => credit);
};

describe("a contract", () => {
  it("decides plan, prices, values and credit from its start to its end, and then the default plan applies", async () => {
    const acme = await anOrganization({ credit: "500.00" });
    const plan = new PlanDriver(deps, acme.orgId);
    const operator = operatorOf(acme.orgId);
    await plan.subscribe();
    await acme.start("before", { untilMs: HOUR_MS });
    const wanted = terms({
      startsAt: NOON + DAY_MS,
      endsAt: NOON + 40 * DAY_MS,
      rates: { "gpu.rtx-3090": 100_000_000n },
      entitlements: { members: 7 },
      credits: [
        { amount: 9_000_000n, every: "once", days: null, kind: "paid" },
        { amount: 1_000_000n, every: "month", days: 30, kind: "promotional" },
      ],
    });
    const made = await createContract(deps, operator, wanted);
    expect(await createContract(deps, operator, wanted)).toEqual(made);
    expect(await plan.get()).toMatchObject({ state: "active", plan: "pro" });

    await acme.advanceBy(DAY_MS);
    const running = await plan.get();
    expect(running).toMatchObject({ state: "contract", plan: "enterprise", contract: { contract: made.contract } });
    expect(running.limits).toContainEqual({ entitlement: "members", value: 7, used: 0 });
    expect([await codeOf(plan.change({ interval: "year" })), await codeOf(plan.subscribe())]).toEqual([
      "by_contract",
      "by_contract",
    ]);
    expect(await creditOf(acme.orgId)).toEqual(["1000000 promotional", "9000000 paid"]);
    await acme.start("during", { untilMs: HOUR_MS });

    await acme.advanceBy(40 * DAY_MS);
    expect(await plan.get()).toMatchObject({ state: "none", plan: "free", contract: null });
    expect(await creditOf(acme.orgId)).toHaveLength(3);
    await acme.start("after", { untilMs: HOUR_MS });
    // Each job keeps the rate and the version of the catalog with which it started.
    await completeJob(deps, acme.caller, { job: "during", quantityMs: HOUR_MS, idempotencyKey: randomUUID() });
    expect(await jobsOf(acme.orgId)).toEqual([
      { ref: "after", rate: "440000000", version: deps.catalogVersion },
      { ref: "before", rate: "440000000", version: deps.catalogVersion },
      { ref: "during", rate: "100000000", version: deps.catalogVersion },
    ]);
  });

  it("that overlaps another one is refused, also if both are sent at once", async () => {
    const { orgId } = await anOrganization();
    const operator = operatorOf(orgId);
    const sent = await Promise.all([1, 2, 3].map(() => codeOf(createContract(deps, operator, terms()))));
    expect(sent.filter((code) => code === "contract_overlaps")).toHaveLength(2);
    expect(sent).toContain(null);
    const later = terms({ startsAt: NOON + 5 * DAY_MS });
    expect(await codeOf(createContract(deps, operator, later))).toBe("contract_overlaps");
    const [contract] = (await getContracts(deps, orgId)).contracts;
    const end = { contract: contract?.contract ?? "", at: NOON + 5 * DAY_MS, reason: "moved" };
    await endContract(deps, operator, { ...end, idempotencyKey: randomUUID() });
    expect(await codeOf(createContract(deps, operator, { ...later, idempotencyKey: randomUUID() }))).toBeNull();
  });

  it("is withdrawn before its start, and ended once", async () => {
    const { orgId } = await anOrganization();
    const operator = operatorOf(orgId);
    const { contract } = await createContract(deps, operator, terms({ startsAt: NOON + DAY_MS }));
    const end = () => endContract(deps, operator, { idempotencyKey: randomUUID(), contract, reason: "no" });
    expect(await end()).toMatchObject({ state: "ended", endedAt: NOON });
    expect(await codeOf(end())).toBe("contract_ended");
    expect(await owner.query("SELECT kind FROM due WHERE org_id = $1", [orgId])).toEqual([]);
  });
});

describe("a plan that an operator sets", () => {
  it("ends what runs: a paid plan starts outside, a plan by contract a contract, and the default plan nothing", async () => {
    const { orgId } = await anOrganization();
    const plan = new PlanDriver(deps, orgId);
    const set = (to: string) => setPlan(deps, operatorOf(orgId), { plan: to, reason: "a test" });
    await set("pro");
    expect(await plan.get()).toMatchObject({ state: "active", plan: "pro", interval: "month" });
    await set("pro");
    await set("enterprise");
    expect(await plan.get()).toMatchObject({ state: "contract", plan: "enterprise", period: null });
    await set("free");
    expect(await plan.get()).toMatchObject({ state: "none", plan: "free" });
    expect(await owner.query("SELECT kind FROM due WHERE org_id = $1 AND kind <> 'expire_grant'", [orgId])).toEqual([]);
  });
});
