import type { Answer } from "../state/answer.ts";
import type { Decision } from "../state/decision.ts";
import { Draft } from "../state/draft.ts";
import type { Instant } from "../state/ids.ts";
import type { Facts, RuleRefusal } from "../state/rule.ts";
import type { OrgLedger } from "../state/state.ts";
import { chargeNow } from "./charge-now.ts";
import type { Command } from "./command.ts";
import { expireGrant } from "./expire-grant.ts";
import { expireHold } from "./expire-hold.ts";
import { finishJob } from "./finish-job.ts";
import { forgiveDebt } from "./forgive-debt.ts";
import { issueGrant, issueScheduled } from "./issue-grant.ts";
import { placeHold } from "./place-hold.ts";
import { refundCharge } from "./refund-charge.ts";
import { reinstateGrant } from "./reinstate-grant.ts";
import { releaseHold, voidHold } from "./release-hold.ts";
import { resumeJob } from "./resume-job.ts";
import { revokeGrant } from "./revoke-grant.ts";
import { settleEpoch } from "./settle-epoch.ts";
import { settleHold } from "./settle-hold.ts";
import { startJob } from "./start-job.ts";

/**
 * Decides one command by the ledger's rules: returns the entries and rows to write with the answer, or a
 * refusal without any writes. Pure: the same ledger, command and time give the same decision, in production,
 * in a dry run and in the model of the tests. `apply` applies the decision.
 * @param now the organization's time, read after its row was locked
 * @source docs/rules.md#decide-then-write
 */
export function decide(ledger: OrgLedger, command: Command, now: Instant, facts: Facts): Decision {
  const draft = new Draft(ledger, now, command.actor);
  const outcome = ruleFor(draft, command, facts);
  if ("refused" in outcome) return { ok: false, at: draft.at, refusal: outcome.refused };
  return { ok: true, at: draft.at, entries: draft.entries, changes: draft.changes(), answer: outcome };
}

function ruleFor(draft: Draft, command: Command, facts: Facts): Answer | RuleRefusal {
  switch (command.kind) {
    case "issueGrant":
      return issueGrant(draft, command);
    case "issueScheduled":
      return issueScheduled(draft, command);
    case "expireGrant":
      return expireGrant(draft, command);
    case "placeHold":
      return placeHold(draft, command);
    case "settleHold":
      return settleHold(draft, command);
    case "releaseHold":
      return releaseHold(draft, command);
    case "voidHold":
      return voidHold(draft, command);
    case "expireHold":
      return expireHold(draft, command);
    case "charge":
      return chargeNow(draft, command, facts);
    case "startJob":
      return startJob(draft, command, facts);
    case "settleEpoch":
      return settleEpoch(draft, command, facts);
    case "finishJob":
      return finishJob(draft, command, facts);
    case "resumeJob":
      return resumeJob(draft, command, facts);
    case "refundCharge":
      return refundCharge(draft, command);
    case "revokeGrant":
      return revokeGrant(draft, command);
    case "reinstateGrant":
      return reinstateGrant(draft, command);
    case "forgiveDebt":
      return forgiveDebt(draft, command);
  }
}
