import type { startJobInput } from "@scrip/contract/jobs";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { ledgerCommand } from "../ledger/ledger-command.ts";

type StartTerms = Omit<Parsed<typeof startJobInput>, "org" | "idempotencyKey">;

/**
 * Admits a job and holds credit for it. Rules: `startJob` in domain/ledger.
 * @throws RefusedError `job_exists`, `unknown_resource`, `not_sold_for_work`, `work_without_jobs`,
 *   `estimate_missing`, `next_missing`, `price_above_limit`, `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#start
 */
export const startJob = ledgerCommand("startJob", (input: Parsed<typeof startJobInput>) => startTerms(input));

/** The terms of a start, for the command and for an estimate. */
export function startTerms(terms: StartTerms) {
  return {
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
