import type { WhatIfAnswer, whatIfInput } from "@scrip/contract/what-if";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { tryOutJob } from "@scrip/db/read/overview/try-out-job";
import { whatIf as ahead, hourlyPrice, runway } from "@scrip/domain/ledger";
import type { Caller, Deps } from "../deps.ts";
import { commandOf } from "../ledger/ledger-command.ts";
import { creditAhead } from "../overview/credit-ahead.ts";
import { RefusedError } from "../refused.ts";
import { MOST_STEPS } from "./estimate-job.ts";
import { startTerms } from "./start-job.ts";

/** The job reference of a trial without one. A trial starts no job, so the reference is never used. */
const TRIAL_REF = "what-if";

/**
 * Says what would happen if a job started now: its price, who would pay, what would lapse, where it would pause, and which
 * cheaper resources would do. Nothing is changed. Rules: `whatIf` in domain/ledger.
 * @throws OrganizationMissing; RefusedError `unknown_resource`, `not_sold_for_work`, `work_without_jobs`,
 *   `price_above_limit`, `organization_closed`
 * @source docs/rules.md#what-if
 */
export async function whatIf(deps: Deps, caller: Caller, input: Parsed<typeof whatIfInput>): Promise<WhatIfAnswer> {
  const { estimateMs, unitsMilli, epochMs = Math.max(1, estimateMs) } = input;
  const next = { untilMs: Math.min(epochMs, estimateMs) };
  const start = commandOf(caller, "startJob", startTerms({ ...input, job: input.job ?? TRIAL_REF, next }));
  const speeds = new Map(input.speeds.map(({ resource, speedMilli }) => [resource, speedMilli]));
  const outcome = await tryOutJob(deps.pages, deps.books, caller.orgId, { start, estimateMs }, (outlook, snapshot) => {
    const { ledger, now, context, lapsing } = snapshot;
    const request = { start, estimateMs, epochMs, mostSteps: MOST_STEPS, arrivals: outlook.coming, lapsing, speeds };
    const found = ahead(ledger, request, now, context);
    if ("code" in found) return found;
    const at = Math.max(now, ledger.at);
    const credit = creditAhead(outlook);
    const perHour = credit.perHour + hourlyPrice({ rate: found.rate, price: found.shape, unitsMilli, chargeableMs: 0 });
    return { ...found, at, runway: { ...runway({ ...credit, perHour }, true, at), perHour } };
  });
  if ("code" in outcome) throw new RefusedError(outcome);
  return outcome;
}
