import type { resumeJobInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { JobAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { commandBase } from "../ledger/command-base.ts";
import { orRefuse } from "../refused.ts";

/**
 * Admits a paused or silent job again. Rules: `resumeJob` in domain/ledger.
 * @throws Refused `job_not_found`, `job_closed`, `job_running`, `next_missing`, `next_not_ahead`,
 *   `price_above_limit`, `insufficient_credit`
 * @source DESIGN 4
 */
export async function resumeJob(deps: Deps, caller: Caller, input: Parsed<typeof resumeJobInput>): Promise<JobAnswer> {
  const command = { ...commandBase(caller), kind: "resumeJob", ref: input.job, next: input.next ?? null } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
