import type { Answer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { RuleContext, RuleRefusal } from "../state/rule.ts";
import { cancelScheduled, cancelScheduledNeeds } from "./cancel-scheduled.ts";
import { chargeNow } from "./charge-now.ts";
import type { Command } from "./command.ts";
import { creditSubscription } from "./credit-subscription.ts";
import { expireGrant, expireGrantNeeds } from "./expire-grant.ts";
import { expireHold, expireHoldNeeds } from "./expire-hold.ts";
import { finishJob, finishJobNeeds } from "./finish-job.ts";
import { forgiveDebt, forgiveDebtNeeds } from "./forgive-debt.ts";
import { issueGrant, issueGrantNeeds, issueScheduled, issueScheduledNeeds } from "./issue-grant.ts";
import { type Needs, NO_NEEDS } from "./needs.ts";
import { placeHold } from "./place-hold.ts";
import { recordUsage, recordUsageNeeds } from "./record-usage.ts";
import { refundCharge, refundChargeNeeds } from "./refund-charge.ts";
import { reinstateGrant, reinstateGrantNeeds } from "./reinstate-grant.ts";
import { releaseHold, releaseHoldNeeds, voidHold, voidHoldNeeds } from "./release-hold.ts";
import { renewSubscription } from "./renew-subscription.ts";
import { resumeJob, resumeJobNeeds } from "./resume-job.ts";
import { revokeGrant, revokeGrantNeeds } from "./revoke-grant.ts";
import { scaleEndpoint, scaleEndpointNeeds } from "./scale-endpoint.ts";
import { setStorage } from "./set-storage.ts";
import { settleEndpoint, settleEndpointNeeds } from "./settle-endpoint.ts";
import { settleEpoch, settleEpochNeeds } from "./settle-epoch.ts";
import { settleHold, settleHoldNeeds } from "./settle-hold.ts";
import { settleMinimum } from "./settle-minimum.ts";
import { settleStorage } from "./settle-storage.ts";
import { startEndpoint, startEndpointNeeds } from "./start-endpoint.ts";
import { startJob, startJobNeeds } from "./start-job.ts";
import { stopEndpoint, stopEndpointNeeds } from "./stop-endpoint.ts";

type Kind = Command["kind"];
type CommandBy<K extends Kind> = Extract<Command, { readonly kind: K }>;

/** The rule of one kind of command, and the named rows that it reads. */
interface CommandRule<K extends Kind> {
  rule(draft: Draft, command: CommandBy<K>, context: RuleContext): Answer | RuleRefusal;
  needs(command: CommandBy<K>): Needs;
}

const noNeeds = (): Needs => NO_NEEDS;

/** Every kind of command: a new one is a file in this folder and a line here. */
const RULES: { readonly [K in Kind]: CommandRule<K> } = {
  issueGrant: { rule: issueGrant, needs: issueGrantNeeds },
  issueScheduled: { rule: issueScheduled, needs: issueScheduledNeeds },
  cancelScheduled: { rule: cancelScheduled, needs: cancelScheduledNeeds },
  expireGrant: { rule: expireGrant, needs: expireGrantNeeds },
  placeHold: { rule: placeHold, needs: noNeeds },
  settleHold: { rule: settleHold, needs: settleHoldNeeds },
  releaseHold: { rule: releaseHold, needs: releaseHoldNeeds },
  voidHold: { rule: voidHold, needs: voidHoldNeeds },
  expireHold: { rule: expireHold, needs: expireHoldNeeds },
  charge: { rule: chargeNow, needs: noNeeds },
  recordUsage: { rule: recordUsage, needs: recordUsageNeeds },
  startJob: { rule: startJob, needs: startJobNeeds },
  settleEpoch: { rule: settleEpoch, needs: settleEpochNeeds },
  finishJob: { rule: finishJob, needs: finishJobNeeds },
  resumeJob: { rule: resumeJob, needs: resumeJobNeeds },
  startEndpoint: { rule: startEndpoint, needs: startEndpointNeeds },
  scaleEndpoint: { rule: scaleEndpoint, needs: scaleEndpointNeeds },
  stopEndpoint: { rule: stopEndpoint, needs: stopEndpointNeeds },
  settleEndpoint: { rule: settleEndpoint, needs: settleEndpointNeeds },
  refundCharge: { rule: refundCharge, needs: refundChargeNeeds },
  revokeGrant: { rule: revokeGrant, needs: revokeGrantNeeds },
  reinstateGrant: { rule: reinstateGrant, needs: reinstateGrantNeeds },
  forgiveDebt: { rule: forgiveDebt, needs: forgiveDebtNeeds },
  renewSubscription: { rule: renewSubscription, needs: noNeeds },
  creditSubscription: { rule: creditSubscription, needs: noNeeds },
  setStorage: { rule: setStorage, needs: noNeeds },
  settleStorage: { rule: settleStorage, needs: noNeeds },
  settleMinimum: { rule: settleMinimum, needs: noNeeds },
};

/** Finds the rule of a command. The table pairs each kind with its own command, so the pair always fits. */
const ruleOf = ({ kind }: Command): CommandRule<Kind> => RULES[kind] as CommandRule<Kind>;

/** Applies the rule of a command to a draft. */
export function applyRule(draft: Draft, command: Command, context: RuleContext): Answer | RuleRefusal {
  return ruleOf(command).rule(draft, command, context);
}

/** Lists the named rows that the rule of a command reads. */
export function needsOf(command: Command): Needs {
  return ruleOf(command).needs(command);
}
