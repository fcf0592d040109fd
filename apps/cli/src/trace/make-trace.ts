import { isSoldFor, tiered } from "@scrip/domain/catalog";
import { Random } from "./random.ts";
import { TRACE_COLUMNS, type TraceColumn } from "./trace-job.ts";

const HOUR_S = 3600;
const RESOURCES = Object.keys(tiered.resources).filter((resource) => isSoldFor(tiered, resource, "training"));

type Line = Readonly<Record<TraceColumn, string | number>>;

/** Makes a trace: its lines, header first. The same seed gives the same trace. */
export function makeTrace({ seed, jobs, orgs }: { seed: number; jobs: number; orgs: number }): string[] {
  const random = new Random(seed);
  // A longer trace for more jobs, so that about the same number runs at once.
  const lastStartS = jobs * HOUR_S;
  const starts = Array.from({ length: jobs }, () => random.below(lastStartS)).toSorted((a, b) => a - b);
  const lines = starts.map((startS, index) => makeJob(random, index, startS, orgs));
  return [TRACE_COLUMNS.join(","), ...lines.map((line) => TRACE_COLUMNS.map((column) => line[column]).join(","))];
}

function makeJob(random: Random, index: number, startS: number, orgs: number): Line {
  const mode = random.weighted([
    [60, "epochs"],
    [40, "timed"],
  ] as const);
  return {
    job_id: `job-${String(index).padStart(4, "0")}`,
    org: `lab-${String(random.below(orgs)).padStart(2, "0")}`,
    project: `project-${random.below(3)}`,
    member: `member-${random.below(5)}`,
    resource: RESOURCES[random.below(RESOURCES.length)] ?? "",
    // Shares of one GPU, one GPU, and several.
    gpus_milli: random.weighted([
      [30, random.between(1, 999)],
      [40, 1000],
      [20, 2000],
      [10, 8000],
    ]),
    mode,
    epochs: mode === "timed" ? 1 : random.between(1, 12),
    start_s: startS,
    end_s: startS + lengthS(random),
    state: random.weighted([
      [80, "completed"],
      [12, "cancelled"],
      [8, "failed"],
    ]),
  };
}

/** The length of a job: 0, less than a second for each epoch, and up to a day. */
function lengthS(random: Random): number {
  return random.weighted([
    [5, 0],
    [15, random.between(1, 30)],
    [40, random.between(31, HOUR_S)],
    [30, random.between(HOUR_S, 8 * HOUR_S)],
    [10, random.between(8 * HOUR_S, 24 * HOUR_S)],
  ]);
}
