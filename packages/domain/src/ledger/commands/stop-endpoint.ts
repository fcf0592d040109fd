import { answerEndpoint, answerUncharged } from "../endpoints/endpoint-answer.ts";
import { namedEndpoint } from "../endpoints/endpoint-facts.ts";
import { stopped } from "../endpoints/keep-running.ts";
import type { EndpointAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { RuleRefusal } from "../state/rule.ts";
import { chargeEndpoint } from "./charge-endpoint.ts";
import type { StopEndpoint } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The endpoint. */
export const stopEndpointNeeds = ({ ref }: StopEndpoint): Needs => ({ endpointRef: ref });

/**
 * Stops an endpoint and charges the rest of its time. Stopping one that is stopped changes nothing: the service may not know
 * yet that its credit ended.
 * @refuses `endpoint_not_found`
 * @source docs/rules.md#endpoints
 */
export function stopEndpoint(draft: Draft, command: StopEndpoint): EndpointAnswer | RuleRefusal {
  const before = namedEndpoint(draft, command.ref);
  if ("refused" in before) return before;
  if (before.state === "stopped") return answerUncharged(draft, before);
  const charged = chargeEndpoint(draft, before, command.id);
  const endpoint = stopped(draft, charged.endpoint, charged.limit ?? "asked");
  return answerEndpoint(draft, { ...charged, endpoint });
}
