import type { ResourceIdFor, Tiered } from "@scrip/domain/catalog";
import type { JobEnd, JobPlan } from "@scrip/simulator/jobs/job-plan";
import { DAY_MS, HOUR_MS, type Step, step } from "./step.ts";

/** A job of the demo, and when it starts: milliseconds since the organization was made. */
export interface PlannedJob {
  readonly plan: JobPlan;
  readonly startMs: number;
}

/** A kind of job that starts again and again. */
interface Routine {
  readonly name: string;
  readonly resource: ResourceIdFor<Tiered, "training">;
  readonly gpus: number;
  readonly project: string;
  readonly members: readonly string[];
  /** The number of epochs, and the length of each. */
  readonly epochs: number;
  readonly epochMs: number;
  /** The hour of the day at which it starts, and whether it starts on a day. Day 0 is a Monday. */
  readonly hour: number;
  readonly isOn: (day: number) => boolean;
}

const isWorkday = (day: number): boolean => day > 0 && day % 7 < 5;

/** All together cost about $440 in a week. They report at the same hours, so time that moves stops at few instants. */
const ROUTINES: readonly Routine[] = [
  {
    name: "notes",
    resource: "gpu.rtx-4090",
    gpus: 2,
    project: "field-notes",
    members: ["ada", "ben"],
    epochs: 3,
    epochMs: HOUR_MS,
    hour: 9,
    isOn: isWorkday,
  },
  {
    name: "planner",
    resource: "gpu.h100-80gb",
    gpus: 2,
    project: "planner",
    members: ["chen"],
    epochs: 2,
    epochMs: HOUR_MS,
    hour: 9,
    isOn: isWorkday,
  },
  {
    name: "perception",
    resource: "gpu.a100-80gb",
    gpus: 4,
    project: "perception",
    members: ["dina", "chen"],
    epochs: 3,
    epochMs: HOUR_MS,
    hour: 9,
    isOn: isWorkday,
  },
  {
    name: "retrain",
    resource: "gpu.h100-80gb",
    gpus: 8,
    project: "perception",
    members: ["dina"],
    epochs: 4,
    epochMs: HOUR_MS,
    hour: 9,
    isOn: (day) => day % 7 === 3,
  },
];

/** How a job ends. About one in twenty fails, and one in thirty is cancelled. */
function endOf(number: number): JobEnd {
  if (number % 33 === 8) return "cancelled";
  if (number % 20 !== 13) return "completed";
  return number % 40 === 13 ? "failed by user" : "failed by platform";
}

/** The jobs that start on a day. Day 0 is the day on which the organization was made. */
export function jobsOfDay(day: number): PlannedJob[] {
  const routines = ROUTINES.flatMap((routine, index) =>
    routine.isOn(day) ? [routineJob(routine, day, 3 * day + index)] : [],
  );
  return [...routines, ...archive(day)];
}

/** The demo always buys credit, so no job is given up. */
const PATIENCE = Number.POSITIVE_INFINITY;

function routineJob(routine: Routine, day: number, number: number): PlannedJob {
  const { name, resource, gpus, project, members, epochs, epochMs, hour } = routine;
  const end = endOf(number);
  const plan: JobPlan = {
    ref: `${name}-${day}`,
    resource,
    unitsMilli: gpus * 1000,
    project,
    member: members[day % members.length] ?? "ada",
    mode: "epochs",
    epochMs,
    // A job that does not complete ends within its last epoch.
    endMs: Math.round((end === "completed" ? epochs : epochs - 0.4) * epochMs),
    end,
    rest: null,
    patience: PATIENCE,
  };
  return { plan, startMs: day * DAY_MS + hour * HOUR_MS };
}

/** A job that reports each day and never ends, for as long as time moves. */
export const MONITOR: PlannedJob = {
  plan: {
    ref: "monitor",
    resource: "gpu.rtx-4090",
    unitsMilli: 1000,
    project: "field-notes",
    member: "ada",
    mode: "epochs",
    epochMs: DAY_MS,
    endMs: 36_500 * DAY_MS,
    end: "completed",
    rest: null,
    patience: PATIENCE,
  },
  startMs: 7 * DAY_MS + 9 * HOUR_MS,
};

/** The day on which `simulation` runs and pauses. */
const SIMULATION_DAY = 41;

/** A job that a person paused on the last evening of the history, and resumes two days later. */
export function simulation(day: number): Step[] {
  const job = "simulation";
  const terms = { resource: "gpu.l40s", unitsMilli: 4000, project: "planner", member: "chen" } as const;
  const eveningMs = SIMULATION_DAY * DAY_MS + 18 * HOUR_MS;
  if (day === SIMULATION_DAY)
    return [
      step(eveningMs, "simulation/start", (org, idempotencyKey) =>
        org.jobs.start({ job, ...terms, next: { untilMs: 2 * HOUR_MS }, idempotencyKey }),
      ),
      step(eveningMs + 2 * HOUR_MS, "simulation/pause", (org, idempotencyKey) =>
        org.jobs.settleEpoch({ job, quantityMs: 2 * HOUR_MS, next: null, idempotencyKey }),
      ),
    ];
  if (day !== SIMULATION_DAY + 2) return [];
  const morningMs = day * DAY_MS + 9 * HOUR_MS;
  return [
    step(morningMs, "simulation/resume", (org, idempotencyKey) =>
      org.jobs.resume({ job, next: { untilMs: 4 * HOUR_MS }, idempotencyKey }),
    ),
    step(morningMs + 2 * HOUR_MS, "simulation/end", (org, idempotencyKey) =>
      org.jobs.complete({ job, quantityMs: 4 * HOUR_MS, idempotencyKey }),
    ),
  ];
}

/** A timed job of a day, every other week. The first one runs when the history ends. */
function archive(day: number): PlannedJob[] {
  if (day % 14 !== SIMULATION_DAY % 14) return [];
  const plan: JobPlan = {
    ref: `archive-${day}`,
    resource: "gpu.rtx-3090",
    unitsMilli: 1000,
    project: "archive",
    member: "ada",
    mode: "timed",
    epochMs: DAY_MS,
    endMs: DAY_MS,
    end: "completed",
    rest: null,
    patience: PATIENCE,
  };
  return [{ plan, startMs: day * DAY_MS + 18 * HOUR_MS }];
}
