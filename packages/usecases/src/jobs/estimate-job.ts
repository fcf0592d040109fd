import type { estimateJobInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { estimateJob as estimate, type JobEstimate } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { commandOf } from "../ledger/ledger-command.ts";
import { RefusedError } from "../refused.ts";
import { startTerms } from "./start-job.ts";

/** A name that no job has: an estimate starts nothing. */
const ASKED_ABOUT = "estimate";

/**
 * What a job would cost and how far credit would carry it. Rules: `estimateJob` in domain/ledger.
 * @throws OrganizationMissing; RefusedError `unknown_resource`, `not_sold_for_work`, `work_without_jobs`,
 *   `price_above_limit`
 * @source docs/rules.md#estimate
 */
export async function estimateJob(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof estimateJobInput>,
): Promise<JobEstimate> {
  const seen = await deps.ledger.look(caller.orgId);
  const epochMs = input.epochMs ?? input.estimateMs;
  const next = { untilMs: Math.min(epochMs, input.estimateMs) };
  const start = commandOf(caller, "startJob", startTerms({ ...input, job: input.job ?? ASKED_ABOUT, next }));
  const outcome = estimate(seen.ledger, { start, estimateMs: input.estimateMs, epochMs }, seen.now, seen.facts);
  if ("code" in outcome) throw new RefusedError(outcome);
  return outcome;
}
