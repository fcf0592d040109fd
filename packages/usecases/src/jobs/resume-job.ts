import type { resumeJobInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "../ledger/ledger-command.ts";

/**
 * Admits a paused or silent job again. Rules: `resumeJob` in domain/ledger.
 * @throws RefusedError `job_not_found`, `job_closed`, `job_running`, `next_missing`, `next_not_ahead`,
 *   `price_above_limit`, `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#resume
 */
export const resumeJob = ledgerCommand("resumeJob", (input: Parsed<typeof resumeJobInput>) => ({
  ref: input.job,
  next: input.next ?? null,
}));
