import { costIn, tiered } from "@scrip/domain/catalog";
import { priceOf } from "@scrip/domain/ledger";
import { type Nanos, usd } from "@scrip/domain/money";
import type { JobPlan } from "@scrip/simulator/jobs/job-plan";
import { beforeAll, expect, it, vi } from "vitest";
import { planOf, SLOTS, type Slot } from "./live/slots.ts";
import { demoServer } from "./testing/demo-server.ts";
import type { RunningProgram } from "./testing/processes.ts";
import { HISTORY_MS, jobsBetween, stepsBetween } from "./travel/schedule.ts";

const SPEED = 60;
/** Real processes start and stop in this test, on a machine that may be busy; no assertion depends on time. */
const PATIENT = { timeout: 200_000, interval: 50 };
const server = await demoServer();
const { live, travel, client } = server;
let api: RunningProgram;

beforeAll(async () => {
  api = await server.startApi();
  // The demo finds credit that it must not change, a paused job, and no credit to resume the job.
  const little = { amount: usd("0.16") } as const;
  await live.grants.create({ ...little, source: "signup", businessKey: "signup:demo" });
  // As a demo of an earlier version made it, under the key that this one uses for other terms.
  await live.grants.create({ ...little, source: "purchase", businessKey: "demo", idempotencyKey: "demo/purchase" });
  const { ref: job, resource, unitsMilli, epochMs } = planOf(slotOf("pretrain-1"), 1, SPEED);
  await live.jobs.start({ job, resource, work: "training", unitsMilli, next: { untilMs: epochMs } });
  await live.jobs.settleEpoch({ job, quantityMs: 0, next: null });
  await live.holds.place({ amount: usd("0.32") });
}, 150_000);

it("the live work continues after crashes of the demo and of the API, and costs the same as without crashes", {
  timeout: 400_000,
}, async () => {
  const demos = [server.startDemo(SPEED)];
  const output = (): string => demos.map((demo) => demo.output()).join("");
  const untilEnded = (least: number): Promise<void> =>
    vi.waitFor(async () => {
      const { length } = await endedJobs();
      if (length < least) throw new Error(`only ${length} jobs of ${least} have ended:\n${output()}`);
    }, PATIENT);
  for (const count of [2, 6]) {
    await untilEnded(count);
    await demos.at(-1)?.kill();
    demos.push(server.startDemo(SPEED));
    await untilEnded(count + 1);
    await api.kill();
    api = await server.startApi();
  }
  await untilEnded(12);
  await demos.at(-1)?.kill();

  const ended = await endedJobs();
  expect(ended).toEqual(ended.map(({ ref }) => outcomeOf(ref)));
  for (const { numbers, open } of await jobsBySlot()) {
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(open).toBeLessThanOrEqual(1);
  }
  expect(output()).toMatch(/topped up \(issued\)/);
  expect(output()).toMatch(/pretrain-1 resumed at 0 ms/);
  expect(await client.ledger.verify({ orgs: [live.org] })).toMatchObject({ ok: true, findings: [] });
});

it("six weeks of history are written once, although their writer was killed in between", {
  timeout: 400_000,
}, async () => {
  const writer = server.startDemo(SPEED);
  // A killed demo may have finished the history already.
  const end = new Date(server.travelSince.getTime() + HISTORY_MS).toISOString();
  await vi.waitFor(async () => expect(await travel.balance.get()).toMatchObject({ at: end }), PATIENT);
  // The last step of the history is at that same instant, so wait for it too.
  await vi.waitFor(async () => expect(await refusedInHistory()).toEqual([]), PATIENT);
  await writer.kill();
  const written = await travel.balance.get();
  expect(written.seq).toBeGreaterThan(200);

  const other = server.startDemo(SPEED);
  await vi.waitFor(() => expect(other.output()).toContain("started"), PATIENT);
  await other.kill();
  expect(await travel.balance.get()).toEqual(written);
  expect(await client.ledger.verify({ orgs: [travel.org] })).toMatchObject({ ok: true, findings: [] });
});

it("time that moves takes the work along: jobs go on, credit is bought, and nothing is missing in the books", {
  timeout: 400_000,
}, async () => {
  const demo = server.startDemo(SPEED);
  await vi.waitFor(() => expect(demo.output()).toContain("started"), PATIENT);
  const before = await travel.jobs.get({ job: "monitor" });
  const at = Date.parse((await travel.balance.get()).at);
  const to = at + 30 * 86_400_000;
  const orgId = travel.org.slice("org_".length);
  expect(await server.askDemo("advance", { orgId, to })).toMatchObject({ at: to, ran: expect.any(Number) });
  const after = await travel.jobs.get({ job: "monitor" });
  expect([before.state, after.state]).toEqual(["running", "running"]);
  expect(after.reportedMs - before.reportedMs).toBe(30 * 86_400_000);
  expect(await travel.jobs.get({ job: "simulation" })).toMatchObject({ state: "completed" });

  const begun = await server.askDemo("start-over", {});
  expect(begun).toMatchObject({ name: "Demo (time travel) 2" });
  const fresh = client.organization(`org_${(begun as { orgId: string }).orgId}`);
  // The history is the same in each run; only a day of storage costs another part of another month.
  const { at: freshAt } = await fresh.balance.get();
  expect(await usedByJobs(fresh.org, Date.parse(freshAt))).toBe(await usedByJobs(travel.org, at));
  await demo.kill();
  expect(await client.ledger.verify({ orgs: [travel.org, fresh.org] })).toMatchObject({ ok: true, findings: [] });
});

/** What the jobs of an organization had used at an instant, in micro-USD. */
async function usedByJobs(org: string, at: number): Promise<bigint> {
  const owner = await server.database.open("owner");
  const [row] = await owner.query("SELECT sum(amount)::text AS used FROM job_charges WHERE org_id = $1 AND at <= $2", [
    org.slice("org_".length),
    new Date(at),
  ]);
  return BigInt(row.used);
}

interface EndedJob {
  readonly ref: string;
  readonly state: string;
  readonly charged: bigint;
}

async function endedJobs(): Promise<EndedJob[]> {
  return query<EndedJob>(
    "SELECT ref, state, charged FROM jobs WHERE org_id = $1 AND ended_at IS NOT NULL ORDER BY ended_at, ref",
  );
}

/** The outcome of a job without any interruption. */
function outcomeOf(ref: string): EndedJob {
  const { end, endMs, epochMs, unitsMilli, resource }: JobPlan = planOf(slotOf(ref), Number(ref.split("-")[1]), SPEED);
  const state = end.startsWith("failed") ? "failed" : end;
  const chargeable = end === "failed by platform" ? Math.floor(endMs / epochMs) * epochMs : endMs;
  const rate = costIn(tiered, resource) as Nanos;
  return { ref, state, charged: priceOf({ rate, price: null, unitsMilli, estimateMs: null }, chargeable) };
}

function slotOf(ref: string): Slot {
  const slot = SLOTS.find(({ name }) => name === ref.split("-")[0]);
  if (slot === undefined) throw new Error(`${ref} is not a job of the demo`);
  return slot;
}

async function jobsBySlot(): Promise<{ numbers: number[]; open: number }[]> {
  return query(
    `SELECT array_agg(split_part(ref, '-', 2)::int ORDER BY split_part(ref, '-', 2)::int) AS numbers,
            (count(*) FILTER (WHERE ended_at IS NULL))::int AS open
       FROM jobs WHERE org_id = $1 GROUP BY split_part(ref, '-', 1)`,
  );
}

/** The operations of the history's commands. */
const OPERATIONS = [
  "issueGrant",
  "placeHold",
  "startJob",
  "settleEpoch",
  "finishJob",
  "resumeJob",
  "charge",
  "refundCharge",
  "startEndpoint",
  "scaleEndpoint",
  "stopEndpoint",
  "setStorage",
];

/** The history's keys without an accepted command; there must be none. A top-up depends on the balance. */
async function refusedInHistory(): Promise<string[]> {
  const owner = await server.database.open("owner");
  const steps = stepsBetween(server.travelSince, 0, HISTORY_MS)
    .map(({ key }) => key)
    // Usage events have names of their own instead of keys.
    .filter((key) => !key.startsWith("demo/top-up-") && !key.startsWith("demo/export-"));
  const jobs = jobsBetween(0, HISTORY_MS).flatMap(({ plan: { ref, endMs }, startMs }) => [
    `demo/${ref}/start`,
    ...(startMs + endMs <= HISTORY_MS ? [`demo/${ref}/end`] : []),
  ]);
  const keys = [...steps, ...jobs];
  const rows: { key: string }[] = await owner.query(
    `SELECT key FROM unnest($2::text[]) AS asked (key)
      WHERE NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.org_id = $1 AND k.key = asked.key AND accepted)
        AND NOT EXISTS (SELECT 1 FROM unnest($3::text[]) AS known (operation)
          JOIN entries ON org_id = $1 AND key_id_of($1, operation, asked.key) IN (key_id, cause_id))`,
    [travel.org.slice(4), keys, OPERATIONS],
  );
  return rows.map(({ key }) => key);
}

async function query<Row>(sql: string): Promise<Row[]> {
  const owner = await server.database.open("owner");
  return owner.query(sql, [live.org.slice(4)]);
}
