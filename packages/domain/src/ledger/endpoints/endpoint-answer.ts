import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import { standingOf } from "../../usage/endpoints/standing.ts";
import type { EndpointAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { ChargedEndpoint } from "./charged-endpoint.ts";

/**
 * Builds the answer to an endpoint's command. `stop` means that the endpoint is stopped. One that goes on without credit,
 * into its overdraft, gets the amount that is missing. Amounts in micro-USD.
 */
export function answerEndpoint(draft: Draft, { endpoint, charged, becameOwed }: ChargedEndpoint): EndpointAnswer {
  const { id, ref, resource, unitsMilli, rate, state } = endpoint;
  const credit = { spendable: draft.spendable(), owed: draft.owed, accrued: draft.accrued };
  const { decision, reason, missing } = standingOf(endpoint, credit);
  return {
    endpoint: id,
    ref,
    resource,
    unitsMilli,
    rate: String(rate),
    state,
    decision,
    reason,
    missing: missing === null ? null : String(missing),
    charged: String(charged),
    chargedTotal: String(endpoint.charged),
    becameOwed: String(becameOwed),
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

/** The answer about an endpoint of which the command charged nothing. */
export function answerUncharged(draft: Draft, endpoint: Endpoint): EndpointAnswer {
  return answerEndpoint(draft, { endpoint, charged: 0n, becameOwed: 0n, limit: null });
}
