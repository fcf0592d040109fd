import type { Bench, Measure } from "../bench.ts";
import { type Measured, measured, quantile } from "../measure.ts";
import { runInProcess } from "../running/in-process.ts";
import { runOverHttp } from "../running/over-http.ts";
import { type RunningSize, type RunningWork, SETTLE_MINUTES } from "../running/running-work.ts";
import { SERVICES } from "../services.ts";

/** Running work of many organizations: jobs that settle each minute of simulated time, and endpoints each five. */
export const running: Measure = {
  id: "running",
  title: "settles/s over HTTP of running jobs, each minute of simulated time, against in process",
  run: measureRunning,
};

/** 5,000 jobs and 2,000 endpoints. */
const SIZE: RunningSize = { organizations: 200, jobs: 25, endpointsEachMinute: 2 };
const QUICK_SIZE: RunningSize = { organizations: 40, jobs: 5, endpointsEachMinute: 1 };

/** The figures of one side: one of each kind for each minute, and all latencies. */
interface Figures {
  readonly settles: number[];
  readonly charges: number[];
  readonly latencies: number[];
}

async function measureRunning({ accounts, fresh, done, rounds, quick, say }: Bench): Promise<Measured[]> {
  const size = quick ? QUICK_SIZE : SIZE;
  const own = await fresh();
  const other = await fresh();
  const http = { work: await runOverHttp(own, size), figures: noFigures() };
  const inProcess = { work: await runInProcess(other, accounts.many, size), figures: noFigures() };
  const sides = [http, inProcess];
  for (const { work } of sides) {
    await work.startJobs();
    for (let minute = 0; minute < SETTLE_MINUTES; minute += 1) {
      if (minute > 0) await work.passTo(minute);
      await work.startEndpoints(minute);
    }
  }
  const jobs = size.organizations * size.jobs;
  const endpoints = size.organizations * size.endpointsEachMinute * SETTLE_MINUTES;
  say(`${jobs} jobs and ${endpoints} endpoints of ${size.organizations} organizations run`);

  // The first minute warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const turns = round % 2 === 0 ? sides : sides.toReversed();
    for (const { work, figures } of turns)
      await runMinute(work, SETTLE_MINUTES + round, round === 0 ? noFigures() : figures);
  }
  for (const { work } of sides) await work.stop();
  await done(own, other);
  return lines(http.figures, inProcess.figures, { organizations: size.organizations, jobs, endpoints });
}

function noFigures(): Figures {
  return { settles: [], charges: [], latencies: [] };
}

async function runMinute(work: RunningWork, minute: number, figures: Figures): Promise<void> {
  const { perSecond: charges, charged } = await work.passTo(minute);
  if (charged === 0) throw new Error(`no endpoint was charged at minute ${minute}`);
  const settled = await work.settleJobs(minute);
  figures.charges.push(charges);
  figures.settles.push(settled.perSecond);
  figures.latencies.push(...settled.latencies);
}

function lines(
  http: Figures,
  inProcess: Figures,
  { organizations, jobs, endpoints }: Readonly<Record<"organizations" | "jobs" | "endpoints", number>>,
): Measured[] {
  const p50 = ({ latencies }: Figures): string => `p50 ${quantile(latencies, 0.5).toFixed(1)} ms`;
  const note = `${jobs} jobs of ${organizations} organizations, ${SERVICES} services; ${p50(http)} against ${p50(inProcess)}`;
  return [
    measured({ id: running.id, what: running.title, values: http.settles, baselines: inProcess.settles, note }),
    measured({
      id: "running-p99",
      what: "p99 ms of settleEpoch over HTTP of the same jobs, against in process",
      values: [quantile(http.latencies, 0.99)],
      baselines: [quantile(inProcess.latencies, 0.99)],
      note,
    }),
    measured({
      id: "running-endpoints",
      what: "charges/s of the endpoints beside them as test clocks advance, a fifth of them each minute, against group commit",
      values: http.charges,
      baselines: inProcess.charges,
      note: `${endpoints} endpoints`,
    }),
  ];
}
