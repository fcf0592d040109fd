import type { finishJobInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { FinishJob, JobAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { commandBase } from "../ledger/command-base.ts";
import { orRefuse } from "../refused.ts";

/**
 * Ends a job: completed, cancelled or failed, by whose fault. Rules: `finishJob` in domain/ledger.
 * @throws Refused `job_not_found`, `job_closed`, `quantity_goes_back`, `quantity_ahead_of_time`
 * @source DESIGN 2: "by end state"; DESIGN 4
 */
export async function finishJob(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof finishJobInput>,
  how: Pick<FinishJob, "end" | "fault">,
): Promise<JobAnswer> {
  const { job: ref, quantityMs } = input;
  const command = { ...commandBase(caller), kind: "finishJob", ref, quantityMs, ...how } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
