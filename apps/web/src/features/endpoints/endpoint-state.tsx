import { Badge } from "../../components/ui/badge.tsx";
import type { Endpoint } from "./endpoint.ts";
import { isStoppedForCredit } from "./endpoint-words.ts";

/** The state of an endpoint as a badge. */
export function EndpointStateBadge({
  endpoint,
}: {
  readonly endpoint: Pick<Endpoint, "state" | "reason" | "unitsMilli">;
}) {
  const { state, reason, unitsMilli } = endpoint;
  if (state === "stopped") return <Badge tone={isStoppedForCredit(endpoint) ? "bad" : "neutral"}>Stopped</Badge>;
  if (reason !== null) return <Badge tone="warn">On overdraft</Badge>;
  return (
    <Badge tone="accent" hasDot={unitsMilli > 0}>
      {unitsMilli > 0 ? "Running" : "Scaled to 0"}
    </Badge>
  );
}
