import type { ResourceIdFor, Tiered } from "@scrip/domain/catalog";
import { DAY_MS, HOUR_MS, type Step, step } from "./step.ts";

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
    hour: 10,
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
type End = "complete" | "cancel" | "user" | "platform";

function endOf(number: number): End {
  if (number % 33 === 8) return "cancel";
  if (number % 20 !== 13) return "complete";
  return number % 40 === 13 ? "user" : "platform";
}

/** The steps of the jobs that start on a day. Day 0 is the day on which the organization was made. */
export function jobsOfDay(day: number): Step[] {
  return ROUTINES.flatMap((routine, index) => (routine.isOn(day) ? routineJob(routine, day, 3 * day + index) : []));
}

function routineJob(routine: Routine, day: number, number: number): Step[] {
  const { name, resource, gpus, project, members, epochs, epochMs, hour } = routine;
  const job = `${name}-${day}`;
  const member = members[day % members.length];
  const startMs = day * DAY_MS + hour * HOUR_MS;
  const end = endOf(number);
  // A job that does not complete ends within its last epoch.
  const lastMs = Math.round((end === "complete" ? epochs : epochs - 0.4) * epochMs);
  const settles = Array.from({ length: epochs - 1 }, (_, epoch) => {
    const quantityMs = (epoch + 1) * epochMs;
    const next = { untilMs: quantityMs + epochMs };
    return step(startMs + quantityMs, `${job}/${epoch + 1}`, (org, idempotencyKey) =>
      org.jobs.settleEpoch({ job, quantityMs, next, idempotencyKey }),
    );
  });
  return [
    step(startMs, `${job}/start`, (org, idempotencyKey) =>
      org.jobs.start({
        job,
        resource,
        unitsMilli: gpus * 1000,
        project,
        ...(member !== undefined && { member }),
        next: { untilMs: epochMs },
        idempotencyKey,
      }),
    ),
    ...settles,
    step(startMs + lastMs, `${job}/end`, (org, idempotencyKey) => {
      const done = { job, quantityMs: lastMs, idempotencyKey };
      if (end === "complete") return org.jobs.complete(done);
      if (end === "cancel") return org.jobs.cancel(done);
      return org.jobs.fail({ ...done, fault: end });
    }),
  ];
}

/** The days on which `monitor` starts and `simulation` runs and pauses. */
const MONITOR_DAY = 7;
const SIMULATION_DAY = 41;
const EPOCH_MS = 24 * HOUR_MS;

/** The steps of work that goes on from day to day: a job that never ends, one that pauses, and a timed one. */
export function ongoingOfDay(day: number): Step[] {
  return [...monitor(day), ...simulation(day), ...archive(day)];
}

/** A job that runs for as long as time moves: it reports each day. */
function monitor(day: number): Step[] {
  const startMs = MONITOR_DAY * DAY_MS + 9 * HOUR_MS;
  if (day < MONITOR_DAY) return [];
  if (day === MONITOR_DAY)
    return [
      step(startMs, "monitor/start", (org, idempotencyKey) =>
        org.jobs.start({
          job: "monitor",
          resource: "gpu.rtx-4090",
          project: "field-notes",
          member: "ada",
          next: { untilMs: EPOCH_MS },
          idempotencyKey,
        }),
      ),
    ];
  return [monitorReport(startMs, day - MONITOR_DAY)];
}

function monitorReport(startMs: number, number: number): Step {
  const quantityMs = number * EPOCH_MS;
  const next = { untilMs: quantityMs + EPOCH_MS };
  return step(startMs + quantityMs, `monitor/${number}`, (org, idempotencyKey) =>
    org.jobs.settleEpoch({ job: "monitor", quantityMs, next, idempotencyKey }),
  );
}

/** A job that a person paused on the last evening of the history, and resumes two days later. */
function simulation(day: number): Step[] {
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
function archive(day: number): Step[] {
  if (day % 14 !== SIMULATION_DAY % 14) return [];
  const job = `archive-${day}`;
  const startMs = day * DAY_MS + 18 * HOUR_MS;
  return [
    step(startMs, `${job}/start`, (org, idempotencyKey) =>
      org.jobs.start({
        job,
        resource: "gpu.rtx-3090",
        mode: "timed",
        estimateMs: DAY_MS,
        project: "archive",
        member: "ada",
        idempotencyKey,
      }),
    ),
    step(startMs + DAY_MS, `${job}/end`, (org, idempotencyKey) =>
      org.jobs.complete({ job, quantityMs: DAY_MS, idempotencyKey }),
    ),
  ];
}
