import type { Endpoint, StopReason } from "../../usage/endpoints/endpoint.ts";
import { paysLater, uncoveredLimit } from "../jobs/zero.ts";
import type { Draft } from "../state/draft.ts";
import { missingCredit } from "../state/insufficient.ts";
import { anyRuns } from "../state/meters.ts";
import type { ChargedEndpoint } from "./charged-endpoint.ts";
import type { TimePolicy } from "./endpoint-facts.ts";

/**
 * Decides after a charge whether an endpoint goes on. It goes on into debt up to the overdraft of its policy; without an
 * overdraft it stops at zero; at a limit of the ledger it stops.
 * @returns the endpoint as it is now
 * @source docs/rules.md#endpoints-at-zero
 */
export function keepRunning(draft: Draft, charged: ChargedEndpoint, policy: TimePolicy): ChargedEndpoint {
  const reason = charged.limit ?? whyStop(draft, policy);
  const endpoint =
    reason === null ? running(draft, charged.endpoint, policy) : stopped(draft, charged.endpoint, reason);
  return { ...charged, endpoint };
}

function whyStop(draft: Draft, policy: TimePolicy): StopReason | null {
  if (!paysLater(policy)) return missingCredit(draft, 0n) > 0n ? "insufficient_credit" : null;
  return draft.owed >= uncoveredLimit(policy) ? "overdraft_limit" : null;
}

/** Notes that an endpoint runs, and when its time is settled next. One without units costs nothing, so nothing falls due. */
export function running(draft: Draft, endpoint: Endpoint, { settleEveryMs }: TimePolicy): Endpoint {
  draft.endpoint = endpoint;
  draft.hasMeters = true;
  const dueAt = endpoint.unitsMilli === 0 ? null : endpoint.settledAt + settleEveryMs;
  draft.due.push({ kind: "settle_endpoint", refId: endpoint.id, dueAt });
  return endpoint;
}

/** Notes that an endpoint is stopped, at the end of its charged time. */
export function stopped(draft: Draft, before: Endpoint, stopReason: StopReason): Endpoint {
  const endpoint: Endpoint = { ...before, state: "stopped", stoppedAt: before.settledAt, stopReason };
  draft.endpoint = endpoint;
  draft.hasMeters = draft.isStoring || (draft.meters !== null && anyRuns(draft.meters));
  draft.due.push({ kind: "settle_endpoint", refId: endpoint.id, dueAt: null });
  return endpoint;
}
