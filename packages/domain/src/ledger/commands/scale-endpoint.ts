import { endpointPerHour } from "../../usage/endpoints/accrual.ts";
import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import { answerEndpoint } from "../endpoints/endpoint-answer.ts";
import {
  checkEndpointCredit,
  checkHourly,
  endpointPolicy,
  namedEndpoint,
  rateAndPrice,
} from "../endpoints/endpoint-facts.ts";
import { keepRunning } from "../endpoints/keep-running.ts";
import type { EndpointAnswer } from "../state/answer.ts";
import { checkBudgets } from "../state/budget-room.ts";
import type { Draft } from "../state/draft.ts";
import { bookOf } from "../state/price-book.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import { chargeEndpoint } from "./charge-endpoint.ts";
import type { ScaleEndpoint } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The endpoint. */
export const scaleEndpointNeeds = ({ ref }: ScaleEndpoint): Needs => ({ endpointRef: ref });

/**
 * Changes the units or the resource of a running endpoint. The time before is settled at the old terms; from now on the
 * endpoint has the rate of this moment. More than before per hour needs credit, as a start does; less is always accepted,
 * also 0 units, which cost nothing while the endpoint keeps running.
 * @refuses `endpoint_not_found`, `endpoint_stopped`, `unknown_resource`, `not_sold_for_work`,
 *   `price_above_limit`, `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#scaling
 */
export function scaleEndpoint(
  draft: Draft,
  command: ScaleEndpoint,
  context: RuleContext,
): EndpointAnswer | RuleRefusal {
  const before = namedEndpoint(draft, command.ref);
  if ("refused" in before) return before;
  if (before.state === "stopped") return isStopped(before);
  const resource = command.resource ?? before.resource;
  const book = bookOf(draft.ledger, context.books);
  const policy = endpointPolicy(book, resource);
  if ("refused" in policy) return policy;
  const terms = {
    resource,
    ...rateAndPrice(book.costOf(resource)),
    unitsMilli: command.unitsMilli ?? before.unitsMilli,
    catalogVersion: book.version,
  };
  const charged = chargeEndpoint(draft, before, command.id);
  const endpoint = { ...charged.endpoint, ...terms };
  const isMore = endpointPerHour(endpoint) > endpointPerHour(before);
  const problem =
    checkHourly(endpoint) ??
    (isMore ? (checkEndpointCredit(draft, policy) ?? checkBudgets(draft, 1n, draft.counted(endpoint))) : null);
  if (problem !== null) return problem;
  return answerEndpoint(draft, keepRunning(draft, { ...charged, endpoint }, policy));
}

function isStopped({ ref, stopReason }: Endpoint): RuleRefusal {
  const message = `The endpoint "${ref}" is stopped. Start it with the units that it needs.`;
  return refuse("endpoint_stopped", message, { endpoint: ref, reason: stopReason ?? "asked" });
}
