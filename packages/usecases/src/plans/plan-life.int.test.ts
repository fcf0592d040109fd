import { randomUUID } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import { describe, expect, it } from "vitest";
import { aScenario } from "../testing/a-scenario.ts";
import { codeOf, PlanDriver } from "./a-plan.test-support.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");

const at = (text: string): Instant => Date.parse(text);

interface GrantRow {
  readonly effective: string;
  readonly expires: string;
}

/** The grants by a plan, in the order in which they burn. */
async function grantsOf(orgId: string): Promise<GrantRow[]> {
  const rows: { effective: Date; expires: Date }[] = await owner.query(
    `SELECT effective_at AS effective, expires_at AS expires FROM grants
      WHERE org_id = $1 AND source = 'plan' ORDER BY effective_at, id`,
    [orgId],
  );
  return rows.map(({ effective, expires }) => ({ effective: effective.toISOString(), expires: expires.toISOString() }));
}

const dueOf = (orgId: string): Promise<{ kind: string }[]> =>
  owner.query("SELECT kind FROM due WHERE org_id = $1 AND kind LIKE '%_subscription' ORDER BY kind", [orgId]);

async function aPlan(from: string): Promise<PlanDriver> {
  const { orgId } = await anOrganization({ clockAt: at(from) });
  return new PlanDriver(deps, orgId);
}

describe("L26 periods", () => {
  it("of Pro bought on 31 January begin at the ends of months, and each month has one grant", async () => {
    const plan = await aPlan("2027-01-31T22:30:00Z");
    await plan.subscribe();
    await plan.advanceTo("2030-01-31T22:29:59.999Z");
    const { periods } = await plan.get();
    const starts = periods.map(({ from }) => new Date(from).toISOString());
    expect(starts.slice(0, 6)).toEqual([
      "2027-01-31T22:30:00.000Z",
      "2027-02-28T22:30:00.000Z",
      "2027-03-31T22:30:00.000Z",
      "2027-04-30T22:30:00.000Z",
      "2027-05-31T22:30:00.000Z",
      "2027-06-30T22:30:00.000Z",
    ]);
    expect(starts).toHaveLength(36);
    expect(starts).toContain("2028-02-29T22:30:00.000Z");
    expect(periods.slice(0, -1).map(({ until }) => until)).toEqual(periods.slice(1).map(({ from }) => from));
    expect((await grantsOf(plan.orgId)).map(({ effective }) => effective)).toEqual(starts);
  });

  it("of a year from a leap day end on 28 February, and on 29 February in a leap year", async () => {
    const plan = await aPlan("2028-02-29T00:00:00Z");
    await plan.subscribe("pro", "year");
    await plan.advanceTo("2032-02-29T00:00:00Z");
    const { periods } = await plan.get();
    expect(periods.map(({ from }) => new Date(from).toISOString().slice(0, 10))).toEqual([
      "2028-02-29",
      "2029-02-28",
      "2030-02-28",
      "2031-02-28",
      "2032-02-29",
    ]);
  });
});

describe("L25 the monthly credit of a yearly plan", () => {
  it("stops with a cancellation; features stay to the end, and then no due work is left", async () => {
    const plan = await aPlan("2027-01-15T10:00:00Z");
    await plan.subscribe("pro", "year");
    await plan.advanceTo("2027-04-20T10:00:00Z");
    await plan.cancel();
    expect(await plan.get()).toMatchObject({ state: "ending", plan: "pro", nextGrant: null });
    await plan.advanceTo("2028-01-15T09:59:59.999Z");
    expect((await grantsOf(plan.orgId)).map(({ effective }) => effective.slice(0, 10))).toEqual([
      "2027-01-15",
      "2027-02-15",
      "2027-03-15",
      "2027-04-15",
    ]);
    expect(await plan.get()).toMatchObject({ state: "ending", plan: "pro" });
    await plan.advanceTo("2028-01-15T10:00:00Z");
    expect(await plan.get()).toMatchObject({ state: "none", plan: "free", period: null });
    expect(await dueOf(plan.orgId)).toEqual([]);
  });

  it("comes exactly 12 times before the next year, in one step and in days", async () => {
    const end = at("2028-01-15T09:59:59.999Z");
    for (const stepMs of [366 * 86_400_000, 5 * 86_400_000]) {
      const plan = await aPlan("2027-01-15T10:00:00Z");
      await plan.subscribe("pro", "year");
      for (let time = at("2027-01-15T10:00:00Z"); time < end; time += stepMs)
        await plan.advanceTo(Math.min(time + stepMs, end));
      const grants = await grantsOf(plan.orgId);
      expect(grants).toHaveLength(12);
      const lives = grants.map(({ effective, expires }) => at(expires) - at(effective));
      expect(new Set(lives)).toEqual(new Set([30 * 86_400_000]));
    }
  });
});

describe("a cancellation", () => {
  it("that is taken back before the end renews as if nothing had happened; a date that passed stays out", async () => {
    const plan = await aPlan("2027-01-15T10:00:00Z");
    await plan.subscribe("pro", "year");
    await plan.advanceTo("2027-03-20T00:00:00Z");
    await plan.cancel();
    await plan.advanceTo("2027-05-15T10:00:00Z");
    expect(await plan.undo()).toMatchObject({ state: "active", nextGrant: { at: at("2027-06-15T10:00:00Z") } });
    await plan.advanceTo("2028-02-15T10:00:00Z");
    expect((await grantsOf(plan.orgId)).map(({ effective }) => effective.slice(0, 7))).toEqual(
      ["2027-01", "2027-02", "2027-03"].concat([
        "2027-06",
        "2027-07",
        "2027-08",
        "2027-09",
        "2027-10",
        "2027-11",
        "2027-12",
        "2028-01",
        "2028-02",
      ]),
    );
  });

  it("cannot be taken back at the instant of the end, nor a second later; one buys anew, and each is once", async () => {
    for (const lateMs of [0, 1_000]) {
      const plan = await aPlan("2027-01-31T22:30:00Z");
      await plan.subscribe();
      const cancelled = await plan.cancel("cancel-1");
      expect(await plan.cancel("cancel-1")).toEqual(cancelled);
      expect(await codeOf(plan.subscribe())).toBe("already_subscribed");
      await plan.advanceTo(at("2027-02-28T22:30:00Z") + lateMs);
      expect(await codeOf(plan.undo("undo-1"))).toBe("nothing_to_undo");
      expect(await codeOf(plan.undo("undo-1"))).toBe("nothing_to_undo");
      const bought = await plan.subscribe("pro", "month", "again");
      expect(await plan.subscribe("pro", "month", "again")).toEqual(bought);
      expect(bought).toMatchObject({ state: "active", since: at("2027-02-28T22:30:00Z") + lateMs });
      expect(await grantsOf(plan.orgId)).toHaveLength(2);
    }
  });

  it("sent with a key that another input used is refused", async () => {
    const plan = await aPlan("2027-01-31T22:30:00Z");
    const key = randomUUID();
    await plan.subscribe("pro", "month", key);
    expect(await codeOf(plan.subscribe("pro", "year", key))).toBe("key_reused");
  });
});

describe("a change", () => {
  it("of the interval begins when the period ends, with the anchor of before", async () => {
    const plan = await aPlan("2027-01-31T22:30:00Z");
    await plan.subscribe();
    await plan.advanceTo("2027-03-01T00:00:00Z");
    expect(await plan.change({ interval: "year" })).toMatchObject({
      state: "changing",
      scheduled: { kind: "change", plan: "pro", interval: "year", price: "290000000", at: at("2027-03-31T22:30:00Z") },
    });
    await plan.advanceTo("2027-03-31T22:30:00Z");
    expect(await plan.get()).toMatchObject({
      state: "active",
      interval: "year",
      period: { from: at("2027-03-31T22:30:00Z"), until: at("2028-03-31T22:30:00Z") },
      nextGrant: { at: at("2027-04-30T22:30:00Z") },
    });
    expect(await plan.undo().catch((error) => error.refusal.code)).toBe("nothing_to_undo");
  });

  it("leaves bought credit untouched, and a downgrade deletes nothing", async () => {
    const organization = await anOrganization({ credit: "25.00", clockAt: at("2027-01-15T10:00:00Z") });
    const plan = new PlanDriver(deps, organization.orgId);
    await plan.subscribe();
    await plan.change({ plan: "free" });
    await plan.advanceTo("2027-04-01T00:00:00Z");
    expect(await plan.get()).toMatchObject({ state: "none", plan: "free" });
    const [row] = await owner.query("SELECT available::text FROM organizations WHERE org_id = $1", [plan.orgId]);
    expect(row).toEqual({ available: "25000000" });
  });
});
