import { endpointById, policyOfEndpoint } from "../endpoints/endpoint-facts.ts";
import { keepRunning } from "../endpoints/keep-running.ts";
import type { SweepAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { RuleContext } from "../state/rule.ts";
import { chargeEndpoint } from "./charge-endpoint.ts";
import type { SettleEndpoint } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The endpoint. */
export const settleEndpointNeeds = ({ endpointId }: SettleEndpoint): Needs => ({ endpoint: endpointId });

/**
 * Charges an endpoint for its time up to now, every few minutes by its policy, and decides whether it goes on. A worker that
 * was down charges the whole time at once: the sum is the same.
 * @returns `done: false` before its time (the due row moves to that time), or if the endpoint was stopped
 * @source docs/rules.md#endpoints; docs/rules.md#endpoints-at-zero
 */
export function settleEndpoint(draft: Draft, command: SettleEndpoint, context: RuleContext): SweepAnswer {
  const endpoint = endpointById(draft, command.endpointId);
  const policy = endpoint?.state === "running" ? policyOfEndpoint(endpoint, context) : null;
  const dueAt =
    endpoint === undefined || policy === null || endpoint.unitsMilli === 0
      ? null
      : endpoint.settledAt + policy.settleEveryMs;
  const done = dueAt !== null && dueAt <= draft.at;
  if (done && endpoint !== undefined && policy !== null)
    keepRunning(draft, chargeEndpoint(draft, endpoint, command.id), policy);
  else draft.due.push({ kind: "settle_endpoint", refId: command.endpointId, dueAt });
  return { done, seq: draft.lastSeq(), balance: draft.answerBalance() };
}
