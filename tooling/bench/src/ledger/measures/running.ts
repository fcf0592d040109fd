import type { OrganizationClient } from "@scrip/client";
import type { Tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { startApi } from "../api-process.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop } from "../callers.ts";
import { type Measured, measured, quantile } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { charge } from "../work.ts";

/** Running work of many organizations: jobs that settle each minute of simulated time. */
export const running: Measure = {
  id: "running",
  title:
    "settles/s over HTTP of running jobs of 200 organizations, each minute of simulated time, against charges in process",
  run: measureRunning,
};

const ORGANIZATIONS = 200;
const JOBS_EACH = 25;
/** Services that settle at once, each one call after another. */
const SERVICES = 64;
const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 0, 1);

type Organization = OrganizationClient<Tiered>;

interface RunningJob {
  readonly org: Organization;
  readonly job: string;
}

async function measureRunning(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs, quick, say } = bench;
  const own = await bench.fresh();
  const other = await bench.fresh();
  const api = await startApi(own);
  const { ledger, close } = await openBenchLedger(other);
  const organizations = await openOrganizations(api.client(), quick ? ORGANIZATIONS / 5 : ORGANIZATIONS);
  const jobs = await startJobs(organizations);
  say(`${jobs.length} jobs of ${organizations.length} organizations run`);

  const values: number[] = [];
  const baselines: number[] = [];
  const latencies: number[] = [];
  // The first minute warms up.
  for (let minute = 1; minute <= rounds + 1; minute += 1) {
    await atOnce(organizations, (org) => org.clocks.advance({ to: new Date(START + minute * MINUTE_MS) }));
    const settled = await settleAll(jobs, minute);
    const charged = await closedLoop(SERVICES, roundMs, (caller) =>
      charge(ledger, accounts.many[caller % accounts.many.length] as string),
    );
    if (minute === 1) continue;
    values.push(settled.perSecond);
    latencies.push(...settled.latencies);
    baselines.push(charged.perSecond);
  }
  await api.stop();
  await close();
  await bench.done(own, other);
  const each = `p50 ${quantile(latencies, 0.5).toFixed(1)} ms; ${jobs.length} jobs, ${SERVICES} services`;
  return [
    measured({ id: running.id, what: running.title, values, baselines, note: each }),
    measured({
      id: "running-p99",
      what: "p99 ms of settleEpoch over HTTP of the same jobs",
      values: [quantile(latencies, 0.99)],
      note: each,
    }),
  ];
}

/** Creates organizations on test clocks, with credit that does not run out. */
function openOrganizations(client: ReturnType<Awaited<ReturnType<typeof startApi>>["client"]>, howMany: number) {
  return atOnce(
    Array.from({ length: howMany }, (_, index) => index),
    async (index): Promise<Organization> => {
      const { org: id } = await client.organizations.create({
        name: `Running ${index}`,
        testClock: new Date(START),
      });
      const org = client.organization(id);
      await org.grants.create({ source: "purchase", amount: usd("1000000.00"), businessKey: "bench" });
      return org;
    },
  );
}

async function startJobs(organizations: readonly Organization[]): Promise<RunningJob[]> {
  const jobs = organizations.flatMap((org) =>
    Array.from({ length: JOBS_EACH }, (_, index) => ({ org, job: `job-${index}` })),
  );
  return atOnce(jobs, async ({ org, job }) => {
    await org.jobs.start({ job, resource: "gpu.h100-80gb", project: "bench", next: { untilMs: MINUTE_MS } });
    return { org, job };
  });
}

/** Settles a minute of every job. @returns settles a second, and the latency of each in milliseconds */
async function settleAll(jobs: readonly RunningJob[], minute: number) {
  const latencies: number[] = [];
  const quantityMs = minute * MINUTE_MS;
  const next = { untilMs: quantityMs + MINUTE_MS };
  const begun = performance.now();
  await atOnce(jobs, async ({ org, job }) => {
    const from = performance.now();
    const { decision } = await org.jobs.settleEpoch({ job, quantityMs, next });
    if (decision !== "continue") throw new Error(`the job ${job} should ${decision}`);
    latencies.push(performance.now() - from);
  });
  return { perSecond: (jobs.length * 1000) / (performance.now() - begun), latencies };
}

/** Runs a task for each item, as many services at once. @returns the results in the order of the items */
async function atOnce<Item, Result>(items: readonly Item[], task: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const service = async (): Promise<void> => {
    for (const [place, item] of waiting) results[place] = await task(item);
  };
  await Promise.all(Array.from({ length: SERVICES }, service));
  return results;
}
