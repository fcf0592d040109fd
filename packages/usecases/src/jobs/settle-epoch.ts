import type { settleEpochInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { JobAnswer } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { commandBase } from "../ledger/command-base.ts";
import { orRefuse } from "../refused.ts";

/**
 * Charges an epoch and reserves the next one. Rules: `settleEpoch` in domain/ledger.
 * @returns what the work should do now: `continue` or `pause`
 * @throws Refused `job_not_found`, `job_closed`, `job_not_in_epochs`, `quantity_goes_back`,
 *   `quantity_ahead_of_time`, `next_not_ahead`
 * @source DESIGN 4
 */
export async function settleEpoch(
  deps: Deps,
  caller: Caller,
  input: Parsed<typeof settleEpochInput>,
): Promise<JobAnswer> {
  const { job: ref, quantityMs, next } = input;
  const command = { ...commandBase(caller), kind: "settleEpoch", ref, quantityMs, next } as const;
  return orRefuse(await deps.ledger.submit(command, input.idempotencyKey));
}
