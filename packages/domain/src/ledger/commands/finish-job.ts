import type { EndCharge } from "../../catalog/index.ts";
import { answerJob } from "../jobs/job-answer.ts";
import { checkQuantity, liveJob, policyOfJob } from "../jobs/job-facts.ts";
import { chargeableMs } from "../jobs/job-price.ts";
import type { JobAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { expireReleased, releaseAndClose } from "../state/hold-moves.ts";
import type { RuleContext, RuleRefusal } from "../state/rule.ts";
import type { WorkPolicy } from "../state/terms.ts";
import { chargeJob } from "./charge-job.ts";
import type { FinishJob } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The job, with its open hold. */
export const finishJobNeeds = ({ ref }: FinishJob): Needs => ({ jobRef: ref });

/**
 * Ends a job: charges the time that its end state charges, including a partial epoch, and releases the rest.
 * A failure of the platform charges nothing beyond the epochs settled before, and no minimum of a price shape.
 * @refuses `job_not_found`, `job_closed`, `quantity_goes_back`, `quantity_ahead_of_time`
 * @source docs/rules.md#end-states; docs/rules.md#end-of-a-job
 */
export function finishJob(draft: Draft, command: FinishJob, context: RuleContext): JobAnswer | RuleRefusal {
  const job = liveJob(draft, command.ref);
  if ("refused" in job) return job;
  const problem = checkQuantity(draft, job, command.quantityMs);
  if (problem !== null) return problem;

  const policy = policyOfJob(job, context);
  const all = chargeableMs(job, command.quantityMs, policy.capAtEstimate);
  const chargeable = endCharge(policy, command) === "all_time" ? all : job.chargeableMs;
  const { charge, becameOwed, limit } = chargeJob(draft, job, command.id, {
    reportedMs: command.quantityMs,
    upToMs: chargeable,
    isLast: faultOf(command) !== "platform_fault",
  });
  const lapsed = job.holdId === null ? [] : releaseAndClose(draft, job.holdId);
  draft.job = { ...(draft.job ?? job), state: command.end, endedAt: draft.at, pausedAt: null, holdId: null };
  draft.enter("settled", { type: "charge", charge });
  expireReleased(draft, lapsed);
  return answerJob(draft, { decision: "stop", reason: limit ?? faultOf(command), becameOwed });
}

function faultOf({ end, fault }: FinishJob): JobAnswer["reason"] {
  if (end !== "failed") return null;
  return fault === "platform" ? "platform_fault" : "user_fault";
}

function endCharge(policy: WorkPolicy, { end, fault }: FinishJob): EndCharge {
  if (end !== "failed") return policy.byEndState[end];
  return fault === "platform" ? policy.byEndState.failedByPlatform : policy.byEndState.failedByUser;
}
