import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Caller, FROM_WITHIN } from "../../deps.ts";
import { PlanDriver } from "../../plans/a-plan.test-support.ts";
import { createContract } from "../../plans/contracts.ts";
import { RefusedError } from "../../refused.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import type { Organization } from "../../testing/organization.ts";
import { setStorage } from "./set-storage.ts";
import { sumStorage } from "./sum-storage.ts";

const { deps, database, anOrganization } = await aScenario();
const owner = await database.open("owner");

const GB = 1_000_000_000n;
const at = (text: string): number => Date.parse(text);
const JUNE = at("2027-06-01T00:00:00Z");

/** An organization on Free that begins a moment before an instant, with $100 of credit. */
async function begunBefore(instant: number): Promise<Organization> {
  return anOrganization({ credit: "100.00", clockAt: instant });
}

/** Reports a size in GB: now, or from an earlier instant. */
const store = (
  org: Organization,
  volume: string,
  gb: number,
  more: { readonly since?: number; readonly project?: string; readonly key?: string } = {},
) =>
  setStorage(deps, org.caller, {
    volume,
    gb: BigInt(gb) * GB,
    at: more.since,
    project: more.project,
    idempotencyKey: more.key ?? randomUUID(),
  });

const until = (org: Organization, text: string): Promise<unknown> => org.advanceTo(at(text));

interface ChargeRow {
  readonly day: string;
  readonly amount: string;
  readonly project: string | null;
  readonly late: boolean;
}

const charges = (org: Organization): Promise<ChargeRow[]> =>
  owner.query(
    `SELECT to_char(until_at AT TIME ZONE 'UTC' - interval '1 ms', 'MM-DD') AS day, amount::text, project, is_late AS late
      FROM metered_charges WHERE org_id = $1 AND meter = 'storage' ORDER BY at, until_at, leg`,
    [org.orgId],
  );

/** What storage took in all, less what was given back, in micro-USD. */
async function paid(org: Organization): Promise<bigint> {
  const [row] = await owner.query(
    `SELECT (100000000 + owed - available)::text AS paid FROM organizations WHERE org_id = $1`,
    [org.orgId],
  );
  return BigInt(row.paid);
}

describe("L19 storage of a month", () => {
  it("costs $1.50 for 250 GB on Free from 1 to 10 June: $0.15 at each midnight, and nothing after it", async () => {
    const acme = await begunBefore(JUNE);
    await store(acme, "data", 250);
    await until(acme, "2027-06-11T00:00:00Z");
    await store(acme, "data", 0);
    await until(acme, "2027-07-15T00:00:00Z");
    const days = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"].map((day) => `06-${day}`);
    expect(await charges(acme)).toEqual(days.map((day) => ({ day, amount: "150000", project: null, late: false })));
    expect(await paid(acme)).toBe(1_500_000n);
    expect(await owner.query("SELECT kind FROM due WHERE org_id = $1", [acme.orgId])).toEqual([]);
  });

  it("costs $0.03 for 101 GB through February, and $0.03 through March", async () => {
    const acme = await begunBefore(at("2027-02-01T00:00:00Z"));
    await store(acme, "data", 101);
    await until(acme, "2027-03-01T00:00:00Z");
    expect(await paid(acme)).toBe(30_000n);
    await until(acme, "2027-04-01T00:00:00Z");
    expect(await paid(acme)).toBe(60_000n);
  });

  it("costs the same if the worker was down for three days: each day is booked in its turn", async () => {
    const late = await begunBefore(JUNE);
    const onTime = await begunBefore(JUNE);
    for (const each of [late, onTime]) await store(each, "data", 250);
    await owner.query("UPDATE organizations SET clock_at = '2027-06-04T09:00:00Z' WHERE org_id = $1", [late.orgId]);
    for (const each of [late, onTime]) await until(each, "2027-06-04T10:00:00Z");
    expect(await charges(late)).toEqual(await charges(onTime));
    expect(await paid(late)).toBe(450_000n);
  });

  it("counts a change of plan and a contract from their instants, within a day and within a month", async () => {
    const acme = await begunBefore(JUNE);
    const operator: Caller = { orgId: acme.orgId, actor: { type: "operator", id: randomUUID() }, from: FROM_WITHIN };
    await store(acme, "data", 600);
    await until(acme, "2027-06-01T12:00:00Z");
    await new PlanDriver(deps, acme.orgId).subscribe();
    await until(acme, "2027-06-02T18:00:00Z");
    await createContract(deps, operator, {
      idempotencyKey: randomUUID(),
      plan: "enterprise",
      rates: { "storage.gb-month": 10_000_000n },
      entitlements: { storage_gb: 300 },
      credits: [],
      reason: "They signed.",
    });
    await until(acme, "2027-06-03T00:00:00Z");
    // 500 GB for 12 h, then 100 GB for 12 h; 100 GB for 18 h at $0.03, then 300 GB for 6 h at $0.01.
    expect((await charges(acme)).map(({ amount }) => amount)).toEqual(["300000", "100000"]);
  });
});

describe("a charge of storage", () => {
  it("is shared by three projects by what they stored, with the largest remainder", async () => {
    const acme = await begunBefore(JUNE);
    await store(acme, "a", 100, { project: "llama" });
    await store(acme, "b", 70, { project: "mistral" });
    await store(acme, "c", 37);
    await store(acme, "d", 30, { project: "llama" });
    await until(acme, "2027-06-02T00:00:00Z");
    // 137 GB above 100 for a day of 30 at $0.03 are 137,000: by 130 : 70 : 37 of 237 they are 75,147.68, 40,464.14 and
    // 21,388.19; the first has the largest remainder.
    expect(await charges(acme)).toEqual([
      { day: "06-01", amount: "75148", project: "llama", late: false },
      { day: "06-01", amount: "40464", project: "mistral", late: false },
      { day: "06-01", amount: "21388", project: null, late: false },
    ]);
  });

  it("becomes owed without a limit where there is no credit", async () => {
    const acme = await anOrganization({ clockAt: JUNE });
    await store(acme, "data", 1_000_000);
    await until(acme, "2027-06-11T00:00:00Z");
    const [row] = await owner.query("SELECT owed::text FROM organizations WHERE org_id = $1", [acme.orgId]);
    // 999,900 GB x 10/30 x $0.03.
    expect(row.owed).toBe("9999000000");
  });
});

describe("a size that is reported late", () => {
  it("is charged with the next booking", async () => {
    const acme = await begunBefore(JUNE);
    await store(acme, "data", 250);
    await until(acme, "2027-06-03T10:00:00Z");
    // From noon of the first day it was 350 GB in truth.
    await store(acme, "data", 350, { since: at("2027-06-01T12:00:00Z") });
    await until(acme, "2027-06-04T00:00:00Z");
    // 150 x 0.5 + 250 x 2.5 GB-days of 30 at $0.03.
    expect(await paid(acme)).toBe(700_000n);
  });

  it("is given back as a refund with the next booking, and never twice", async () => {
    const acme = await begunBefore(JUNE);
    await store(acme, "data", 250);
    await until(acme, "2027-06-05T10:00:00Z");
    await store(acme, "data", 0, { since: at("2027-06-02T00:00:00Z") });
    await until(acme, "2027-06-20T00:00:00Z");
    expect(await paid(acme)).toBe(150_000n);
    const refunds = await owner.query("SELECT amount::text FROM grants WHERE org_id = $1 AND source = 'refund'", [
      acme.orgId,
    ]);
    expect(refunds.map(({ amount }: { amount: string }) => amount)).toEqual(["150000", "150000", "150000"]);
  });

  it("is marked as late in a month that has ended, and is refused before the last month", async () => {
    const acme = await begunBefore(at("2027-05-20T00:00:00Z"));
    await until(acme, "2027-06-10T00:00:00Z");
    await store(acme, "data", 131, { since: at("2027-05-22T00:00:00Z") });
    await until(acme, "2027-06-12T00:00:00Z");
    // 31 GB for 10 of 31 days at $0.03, and for 11 of 30 days.
    expect(await paid(acme)).toBe(300_000n + 341_000n);
    const booked = await charges(acme);
    expect(booked.filter(({ late }) => late)).toEqual([{ day: "05-31", amount: "300000", project: null, late: true }]);
    const tooLate = store(acme, "data", 1, { since: at("2027-04-30T00:00:00Z") });
    await expect(tooLate).rejects.toMatchObject({ refusal: { code: "size_too_late" } });
  });
});

describe("a report of a size", () => {
  it("acts once by its key, and names what is wrong", async () => {
    const acme = await begunBefore(JUNE);
    const key = randomUUID();
    const first = await store(acme, "data", 5, { key });
    expect(await store(acme, "data", 5, { key })).toEqual(first);
    await expect(store(acme, "data", 6, { key })).rejects.toMatchObject({ refusal: { code: "key_reused" } });
    const later = store(acme, "data", 5, { since: JUNE + 6_000 });
    await expect(later).rejects.toMatchObject({ refusal: { code: "size_ahead_of_time" } });
    const wrong = (resource: string) =>
      setStorage(deps, acme.caller, { volume: "v", gb: 1n, resource, idempotencyKey: randomUUID() }).catch(
        (error: unknown) => (error instanceof RefusedError ? error.refusal.code : error),
      );
    expect([await wrong("rocket"), await wrong("export")]).toEqual(["unknown_resource", "not_sold_for_work"]);
    const [row] = await owner.query("SELECT count(*)::int AS n FROM volume_sizes WHERE org_id = $1", [acme.orgId]);
    expect(row.n).toBe(1);
  });

  it("shows what the month costs so far and by its end, before anything is booked", async () => {
    const acme = await begunBefore(JUNE);
    await store(acme, "data", 250, { project: "llama" });
    await until(acme, "2027-06-01T12:00:00Z");
    const [june] = (await sumStorage(deps, acme.orgId, undefined)).resources;
    expect(june).toMatchObject({
      resource: "storage.gb-month",
      bytes: 250n * GB,
      volumes: 1,
      included: 100n * GB,
      used: 75_000n,
      booked: 0n,
      byEnd: 4_500_000n,
      days: [],
      projects: [{ project: "llama", bytes: 250n * GB, volumes: 1, amount: 0n }],
    });
  });

  it("shows what each project stores now and what it was charged, the most charged first", async () => {
    const acme = await begunBefore(JUNE);
    await store(acme, "gone", 300, { project: "llama" });
    await until(acme, "2027-06-02T00:00:00Z");
    await store(acme, "gone", 0);
    for (const volume of ["a", "b"]) await store(acme, volume, 40, { project: "mistral" });
    await store(acme, "c", 70);
    await until(acme, "2027-06-03T00:00:00Z");
    const [june] = (await sumStorage(deps, acme.orgId, undefined)).resources;
    expect(june?.bytes).toBe(150n * GB);
    expect(june?.projects).toEqual([
      { project: "llama", bytes: 0n, volumes: 0, amount: 200_000n },
      // 50 GB above the included 100 cost $0.05 a day, shared as 80 to 70.
      { project: "mistral", bytes: 80n * GB, volumes: 2, amount: 26_667n },
      { project: null, bytes: 70n * GB, volumes: 1, amount: 23_333n },
    ]);
  });
});
