import type { ResourceIdFor, Tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import type { Organization } from "../organization.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The length of the history. */
export const HISTORY_MS = 42 * DAY_MS;

/** One command of the history. */
export interface Step {
  /** Milliseconds since the organization was made. */
  readonly atMs: number;
  /** The idempotency key, so that an interrupted history can continue without repeated commands. */
  readonly key: string;
  readonly run: (org: Organization, idempotencyKey: string) => Promise<unknown>;
}

/** Six weeks of an organization, in order of time: grants, expiries, and the jobs that the credit paid. */
export function history(since: Date): Step[] {
  const at = (days: number): Date => new Date(since.getTime() + days * DAY_MS);
  const steps = [...credit(at), ...workingDays(), ...bigRuns(), ...stillOpen()];
  return steps.toSorted((a, b) => a.atMs - b.atMs);
}

function credit(at: (days: number) => Date): Step[] {
  const grant = (day: number, name: string, terms: GrantTerms): Step =>
    step(day * DAY_MS, name, (org, idempotencyKey) =>
      org.grants.create({ ...terms, businessKey: name, idempotencyKey }),
    );
  const plan = { source: "plan", amount: usd("20.00") } as const;
  const purchase = { source: "purchase", amount: usd("100.00") } as const;
  const small = { source: "purchase", amount: usd("50.00") } as const;
  return [
    grant(0, "signup", { source: "signup", amount: usd("5.00"), expiresAt: at(30) }),
    grant(1, "plan-1", { ...plan, expiresAt: at(31) }),
    // The grants of future months are scheduled; the ledger issues them when a person advances the clock.
    grant(1, "plan-2", { ...plan, effectiveAt: at(31), expiresAt: at(61) }),
    grant(1, "plan-3", { ...plan, effectiveAt: at(61), expiresAt: at(91) }),
    grant(1, "plan-4", { ...plan, effectiveAt: at(91), expiresAt: at(121) }),
    grant(2, "purchase-1", purchase),
    grant(14, "purchase-2", purchase),
    grant(24, "adjustment-1", { source: "adjustment", amount: usd("3.00"), expiresAt: at(90) }),
    grant(28, "purchase-3", purchase),
    grant(36, "purchase-4", small),
    grant(40, "code-1", { source: "code", amount: usd("10.00"), expiresAt: at(47) }),
  ];
}

type GrantTerms = Omit<Parameters<Organization["grants"]["create"]>[0], "businessKey" | "idempotencyKey" | "org">;

/** Two small jobs on each working day. */
function workingDays(): Step[] {
  const days = Array.from({ length: 41 }, (_, day) => day).filter((day) => day > 0 && day % 7 < 5);
  return days.flatMap((day) => [
    ...job(`notes-${day}`, day * DAY_MS + 9 * HOUR_MS, {
      resource: "gpu.rtx-4090",
      gpus: 1,
      project: "field-notes",
      member: day % 2 === 0 ? "ada" : "ben",
      epochs: 3,
      end: day % 8 === 3 ? "cancel" : "complete",
    }),
    ...job(`forecast-${day}`, day * DAY_MS + 10 * HOUR_MS, {
      resource: "gpu.a100-40gb",
      gpus: 1,
      project: "forecast",
      member: "chen",
      epochs: 2,
      end: day % 9 === 4 ? "platform" : "complete",
    }),
  ]);
}

/** One large job a week. */
function bigRuns(): Step[] {
  return [3, 10, 17, 24, 31, 38].flatMap((day) =>
    job(`retrain-${day}`, day * DAY_MS + 8 * HOUR_MS, {
      resource: "gpu.h100-80gb",
      gpus: 2,
      project: "forecast",
      member: "dina",
      epochs: 4,
      end: day === 24 ? "user" : "complete",
    }),
  );
}

/** Work that is open when the history ends: a running, a paused and a timed job, and a hold without a job. */
function stillOpen(): Step[] {
  const evening = 41 * DAY_MS + 18 * HOUR_MS;
  const running = { resource: "gpu.a100-80gb", gpus: 1, project: "forecast", member: "dina", end: "open" } as const;
  return [
    ...job("retrain-now", evening, { ...running, epochs: 6 }),
    ...job("notes-now", evening, {
      ...running,
      resource: "gpu.rtx-4090",
      project: "field-notes",
      epochs: 3,
      end: "pause",
    }),
    step(evening, "archive-now", (org, idempotencyKey) =>
      org.jobs.start({
        job: "archive-now",
        resource: "gpu.rtx-3090",
        mode: "timed",
        estimateMs: 24 * HOUR_MS,
        idempotencyKey,
        project: "archive",
        member: "ada",
      }),
    ),
    step(evening, "reservation", (org, idempotencyKey) =>
      org.holds.place({ amount: usd("2.50"), ttlSeconds: 3 * 86_400, idempotencyKey }),
    ),
  ];
}

interface PastJob {
  readonly resource: ResourceIdFor<Tiered, "training">;
  readonly gpus: number;
  readonly project: string;
  readonly member: string;
  /** The number of epochs, of one hour each. */
  readonly epochs: number;
  readonly end: "complete" | "cancel" | "user" | "platform" | "pause" | "open";
}

function job(ref: string, startMs: number, { resource, gpus, project, member, epochs, end }: PastJob): Step[] {
  const terms = { job: ref, resource, unitsMilli: gpus * 1000, project, member };
  const start = step(startMs, `${ref}/start`, (org, idempotencyKey) =>
    org.jobs.start({ ...terms, next: { untilMs: HOUR_MS }, idempotencyKey }),
  );
  const ended = Array.from({ length: epochs }, (_, epoch) => {
    const quantityMs = (epoch + 1) * HOUR_MS;
    const isLast = epoch === epochs - 1;
    return step(startMs + quantityMs, `${ref}/${epoch + 1}`, (org, idempotencyKey) => {
      const done = { job: ref, quantityMs, idempotencyKey };
      if (!isLast || end === "open") return org.jobs.settleEpoch({ ...done, next: { untilMs: quantityMs + HOUR_MS } });
      if (end === "pause") return org.jobs.settleEpoch({ ...done, next: null });
      if (end === "complete") return org.jobs.complete(done);
      if (end === "cancel") return org.jobs.cancel(done);
      return org.jobs.fail({ ...done, fault: end });
    });
  });
  return [start, ...ended];
}

function step(atMs: number, name: string, run: Step["run"]): Step {
  return { atMs, key: `demo/${name}`, run };
}
