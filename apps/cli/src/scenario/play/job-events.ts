import type { StepOf } from "../file/step.ts";

const HOUR_MS = 3_600_000;

/** An instant of a job after its start: the end of an epoch, the last of which is the end of the job. */
export interface JobEvent {
  readonly at: number;
  /** Cumulative compute time at this instant, in milliseconds. */
  readonly quantityMs: number;
  /** Cumulative compute time at the end of the next epoch; `null` at the end of the job. */
  readonly nextMs: number | null;
}

/** A job of a scenario, with the instants at which it reports. */
export interface JobPlan {
  /** Compute time at the end of the first epoch, in milliseconds. */
  readonly firstMs: number;
  readonly events: readonly JobEvent[];
}

/**
 * Divides a job into epochs of equal length in whole milliseconds; the last one has the rest. A timed job is one epoch.
 * An epoch has at least a millisecond, so a short job has fewer.
 */
export function planJob({ at, hours, epochs = 1, mode = "epochs" }: StepOf<"job">): JobPlan {
  const totalMs = Math.round(hours * HOUR_MS);
  const count = mode === "timed" ? 1 : Math.max(1, Math.min(epochs, totalMs));
  const lengthMs = Math.floor(totalMs / count);
  const endOf = (epoch: number): number => (epoch === count ? totalMs : epoch * lengthMs);
  const events = Array.from({ length: count }, (_, index) => ({
    at: at + endOf(index + 1),
    quantityMs: endOf(index + 1),
    nextMs: index + 1 === count ? null : endOf(index + 2),
  }));
  return { firstMs: endOf(1), events };
}
