import type { failJobInput, finishJobInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import type { FinishJob } from "@scrip/domain/ledger";
import { ledgerCommand } from "../ledger/ledger-command.ts";

type FinishInput = Parsed<typeof finishJobInput>;

/**
 * Ends a job that completed its work. Rules: `finishJob` in domain/ledger.
 * @throws RefusedError `job_not_found`, `job_closed`, `quantity_goes_back`, `quantity_ahead_of_time`
 * @source docs/rules.md#end-states; docs/rules.md#end-of-a-job
 */
export const completeJob = ledgerCommand("finishJob", (input: FinishInput) => termsOf(input, "completed", "user"));

/** Ends a job that a user stopped; refuses as `completeJob` does. */
export const cancelJob = ledgerCommand("finishJob", (input: FinishInput) => termsOf(input, "cancelled", "user"));

/** Ends a job that failed by the fault of the user or the platform; refuses as `completeJob` does. */
export const failJob = ledgerCommand("finishJob", (input: Parsed<typeof failJobInput>) =>
  termsOf(input, "failed", input.fault),
);

function termsOf({ job: jobRef, quantityMs }: FinishInput, end: FinishJob["end"], fault: FinishJob["fault"]) {
  return { ref: jobRef, quantityMs, end, fault };
}
