import type { estimateJobInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { estimateJob as estimate, type JobEstimate } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { commandOf } from "../ledger/ledger-command.ts";
import { RefusedError } from "../refused.ts";
import { startTerms } from "./start-job.ts";

/** The job reference of an estimate without one. An estimate starts no job, so the reference is never used. */
const ESTIMATE_REF = "estimate";

/** The most steps of a run in memory. A longer job is run in longer epochs. */
export const MOST_STEPS = 500;

/**
 * Estimates the cost of a job, and how long credit would pay for it. Rules: `estimateJob` in domain/ledger.
 * @throws OrganizationMissing; RefusedError `unknown_resource`, `not_sold_for_work`, `work_without_jobs`,
 *   `price_above_limit`
 * @source docs/rules.md#estimate
 */
export async function estimateJob(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof estimateJobInput>,
): Promise<JobEstimate> {
  const epochMs = input.epochMs ?? input.estimateMs;
  const next = { untilMs: Math.min(epochMs, input.estimateMs) };
  const start = commandOf(caller, "startJob", startTerms({ ...input, job: input.job ?? ESTIMATE_REF, next }));
  const { estimateMs } = input;
  const outcome = await deps.ledger.tryOut(
    caller.orgId,
    ({ ledger, now, context, lapsing }) =>
      estimate(ledger, { start, estimateMs, epochMs, mostSteps: MOST_STEPS, arrivals: [], lapsing }, now, context),
    ({ now }) => now + estimateMs,
  );
  if ("code" in outcome) throw new RefusedError(outcome);
  return outcome;
}
