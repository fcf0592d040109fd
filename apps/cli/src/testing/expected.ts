/**
 * Computes the cost of a trace without Scrip's code: rates written down here, one division for each
 * cumulative price, one balance for each organization. The trace must be valid and have no quotes.
 */

/** Micro-USD per GPU and hour, copied from the price list. */
const RATES: Readonly<Record<string, bigint>> = {
  "gpu.rtx-3090": 440_000n,
  "gpu.rtx-4090": 740_000n,
  "gpu.l40s": 1_140_000n,
  "gpu.a100-40gb": 1_290_000n,
  "gpu.a100-80gb": 1_990_000n,
  "gpu.h100-80gb": 3_990_000n,
};

interface Job {
  readonly line: number;
  readonly name: string;
  readonly org: string;
  readonly resource: string;
  readonly gpusMilli: bigint;
  /** The end of each epoch, in seconds. A timed job has one. */
  readonly ends: readonly number[];
  readonly start: number;
}

export interface Expected {
  readonly jobs: number;
  readonly refused: number;
  readonly paused: number;
  readonly charged: string;
  readonly byResource: Readonly<Record<string, string>>;
  readonly byOrg: Readonly<Record<string, string>>;
}

/** The result with unlimited credit: every job is charged in full. */
export function expectedInFull(csv: string): Expected {
  const jobs = readJobs(csv);
  return sum(jobs, new Map(jobs.map((job) => [job, price(job, job.ends.at(-1) ?? 0)])), { refused: 0, paused: 0 });
}

/** The result if each organization has `credit`, in micro-USD. */
export function expectedWith(csv: string, credit: bigint): Expected {
  const { jobs, charged, count } = played(csv, credit);
  return sum(jobs, charged, count);
}

/**
 * What each job that starts costs if each organization has `credit`, by organization and job. A job that is paused costs the
 * epochs that were settled.
 */
export function chargedWith(csv: string, credit: bigint): Readonly<Record<string, string>> {
  const { charged } = played(csv, credit);
  return Object.fromEntries([...charged].map(([{ org, name }, amount]) => [`${org} ${name}`, amount.toString()]));
}

function played(csv: string, credit: bigint) {
  const jobs = readJobs(csv);
  const free = new Map(jobs.map(({ org }) => [org, credit]));
  const charged = new Map<Job, bigint>();
  const count = { refused: 0, paused: 0 };
  for (const { job, epoch } of orderedEvents(jobs)) {
    const available = free.get(job.org) ?? 0n;
    const before = charged.get(job);
    const done = epoch === 0 ? 0n : price(job, job.ends[epoch - 1] ?? 0);
    const next = job.ends[epoch] === undefined ? 0n : price(job, job.ends[epoch] ?? 0) - done;
    if (epoch > 0 && before === undefined) continue;
    // A start needs 1.2 x the price of its first epoch, rounded up; later epochs need their exact price.
    const needed = epoch === 0 ? (next * 12n + 9n) / 10n : next;
    if (epoch === 0 && needed > available) count.refused += 1;
    else if (needed > available) {
      // The job is paused and never resumed; its charges so far stay.
      count.paused += 1;
      charged.set({ ...job }, done);
      charged.delete(job);
    } else {
      charged.set(job, done);
      free.set(job.org, available - next);
    }
  }
  return { jobs, charged, count };
}

function price({ resource, gpusMilli, start }: Job, end: number): bigint {
  return ((RATES[resource] ?? 0n) * gpusMilli * BigInt(end - start)) / 3_600_000n;
}

/** Starts (epoch 0) and ends of epochs, in order. A job of length 0 ends in the place of its start. */
function orderedEvents(jobs: readonly Job[]): { job: Job; epoch: number }[] {
  const all = jobs.flatMap((job) => [
    { job, epoch: 0, at: job.start, rank: 1 },
    ...job.ends.map((at, index) => ({ job, epoch: index + 1, at, rank: at === job.start ? 1 : 0 })),
  ]);
  return all.toSorted((a, b) => a.at - b.at || a.rank - b.rank || a.job.line - b.job.line || a.epoch - b.epoch);
}

function readJobs(csv: string): Job[] {
  const [header = "", ...lines] = csv.trimEnd().split("\n");
  const columns = header.split(",");
  return lines.map((text, index) => {
    const row = Object.fromEntries(text.split(",").map((cell, column) => [columns[column], cell]));
    const start = Number(row.start_s);
    const end = Number(row.end_s);
    const duration = end - start;
    const length = Math.max(1, Math.floor(duration / Number(row.epochs)));
    const count = row.mode === "timed" ? 1 : Math.min(Number(row.epochs), Math.max(1, duration));
    const ends = Array.from({ length: count }, (_, epoch) =>
      epoch === count - 1 ? end : start + (epoch + 1) * length,
    );
    const { org = "", job_id: name = "", resource = "", gpus_milli = "" } = row;
    return { line: index + 2, name, org, resource, gpusMilli: BigInt(gpus_milli), ends, start };
  });
}

function sum(
  jobs: readonly Job[],
  charged: ReadonlyMap<Job, bigint>,
  count: { refused: number; paused: number },
): Expected {
  const total = [...charged.values()].reduce((a, b) => a + b, 0n);
  const by = (name: "resource" | "org"): Record<string, string> => {
    const sums = new Map(jobs.map((job) => [job[name], 0n]));
    for (const [job, amount] of charged) sums.set(job[name], (sums.get(job[name]) ?? 0n) + amount);
    return Object.fromEntries([...sums].map(([id, amount]) => [id, amount.toString()]));
  };
  return { jobs: jobs.length, ...count, charged: total.toString(), byResource: by("resource"), byOrg: by("org") };
}
