import type { startJobInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { JobAnswer, StartJob } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { commandBase } from "../ledger/command-base.ts";
import { orRefuse } from "../refused.ts";

type StartTerms = Omit<Parsed<typeof startJobInput>, "org" | "idempotencyKey">;

/**
 * Admits a job and holds credit for it. Rules: `startJob` in domain/ledger.
 * @throws Refused `job_exists`, `unknown_resource`, `not_sold_for_work`, `work_without_jobs`,
 *   `estimate_missing`, `next_missing`, `price_above_limit`, `insufficient_credit`
 * @source DESIGN 4
 */
export async function startJob(deps: Deps, caller: Caller, input: Parsed<typeof startJobInput>): Promise<JobAnswer> {
  return orRefuse(await deps.ledger.submit(startCommand(caller, input), input.idempotencyKey));
}

/** The command of a start, as it is given or only asked about. */
export function startCommand(caller: Caller, terms: StartTerms): StartJob {
  return {
    ...commandBase(caller),
    kind: "startJob",
    ref: terms.job,
    resource: terms.resource,
    work: terms.work,
    mode: terms.mode,
    unitsMilli: terms.unitsMilli,
    estimateMs: terms.estimateMs ?? null,
    next: terms.next ?? null,
    project: terms.project ?? null,
    member: terms.member ?? null,
  };
}
