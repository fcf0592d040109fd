import { type Hold, type Job, openOf } from "@scrip/domain/ledger";
import type { Micros, Nanos } from "@scrip/domain/money";
import { type ShownPrice, shownPrice } from "@scrip/domain/usage/prices";
import type { Deps } from "../deps.ts";
import { orJobNotFound } from "../missing.ts";

/** A job and its open hold. Amounts in micro-USD. */
export interface JobWithHold extends Omit<Job, "ref" | "rate" | "price"> {
  /** The caller's name for the job; `id` is ours. */
  readonly job: string;
  /** Nano-USD per unit and hour. */
  readonly rateNanos: Nanos;
  readonly priceShape: ShownPrice | null;
  readonly hold: (Pick<Hold, "id" | "silentAt"> & { readonly open: Micros }) | null;
}

/**
 * Reads a job by the caller's name for it.
 * @throws OrganizationMissing; RefusedError `job_not_found`
 * @source docs/rules.md#jobs
 */
export async function getJob(deps: Deps, orgId: string, jobRef: string): Promise<JobWithHold> {
  const { ledger } = await deps.ledger.peek(orgId, { refs: [[orgId, jobRef]] });
  const { ref, rate, price, ...rest } = orJobNotFound(ledger.jobs.get(ledger.jobIds.get(jobRef) ?? "") ?? null, jobRef);
  const hold = rest.holdId === null ? undefined : ledger.holds.get(rest.holdId);
  return {
    ...rest,
    job: ref,
    rateNanos: rate,
    priceShape: price && shownPrice(price),
    hold: hold === undefined ? null : { id: hold.id, silentAt: hold.silentAt, open: openOf(hold) },
  };
}
