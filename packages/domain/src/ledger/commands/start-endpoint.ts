import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import { answerUncharged } from "../endpoints/endpoint-answer.ts";
import {
  checkEndpointCredit,
  checkHourly,
  endpointPolicy,
  findEndpoint,
  rateAndPrice,
} from "../endpoints/endpoint-facts.ts";
import { running } from "../endpoints/keep-running.ts";
import type { EndpointAnswer } from "../state/answer.ts";
import { checkBudgets } from "../state/budget-room.ts";
import type { Draft } from "../state/draft.ts";
import { bookOf } from "../state/price-book.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import type { PriceBook } from "../state/terms.ts";
import type { StartEndpoint } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The endpoint, if there is one of this name. */
export const startEndpointNeeds = ({ ref }: StartEndpoint): Needs => ({ endpointRef: ref });

/**
 * Starts an endpoint, or starts a stopped one again: its meter goes on after the gap. It keeps the rate of this moment, that
 * of the organization's contract in force or else of its catalog, until it is scaled. Nothing is held; at zero it is refused.
 * @refuses `endpoint_running`, `unknown_resource`, `not_sold_for_work`, `price_above_limit`,
 *   `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#endpoints; docs/rules.md#admission
 */
export function startEndpoint(
  draft: Draft,
  command: StartEndpoint,
  context: RuleContext,
): EndpointAnswer | RuleRefusal {
  const before = findEndpoint(draft, command.ref);
  if (before?.state === "running")
    return refuse("endpoint_running", `The endpoint "${command.ref}" is running.`, { endpoint: command.ref });
  const book = bookOf(draft.ledger, context.books);
  const policy = endpointPolicy(book, command.resource);
  if ("refused" in policy) return policy;
  const endpoint = startedEndpoint(draft, command, book, before);
  const problem =
    checkHourly(endpoint) ?? checkEndpointCredit(draft, policy) ?? checkBudgets(draft, 1n, draft.counted(endpoint));
  if (problem !== null) return problem;
  return answerUncharged(draft, running(draft, endpoint, policy));
}

/** Builds the endpoint with the terms of this start. Of an earlier run it keeps its id and its meter. */
function startedEndpoint(draft: Draft, command: StartEndpoint, book: PriceBook, before?: Endpoint): Endpoint {
  const { id, ref, resource, unitsMilli, project, member } = command;
  const { at } = draft;
  const terms = { ref, resource, ...rateAndPrice(book.costOf(resource)), unitsMilli, project, member };
  const run = { state: "running", startedAt: at, settledAt: at, stoppedAt: null, stopReason: null } as const;
  if (before !== undefined) {
    const stoppedMs = before.stoppedMs + Math.max(0, at - before.settledAt);
    const settledAt = Math.max(at, before.settledAt);
    return { ...before, ...terms, ...run, catalogVersion: book.version, settledAt, startedAt: settledAt, stoppedMs };
  }
  const meter = { createdAt: at, stoppedMs: 0, charged: 0n, remainder: 0n, charges: 0 };
  return { id, ...terms, catalogVersion: book.version, ...run, ...meter };
}
