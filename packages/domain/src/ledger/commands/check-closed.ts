import type { Draft } from "../state/draft.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { Command } from "./command.ts";

/** What the platform still does in a closed organization: what falls due, and corrections that give no new credit. */
const STILL_DONE: ReadonlySet<Command["kind"]> = new Set([
  "issueScheduled",
  "expireGrant",
  "expireHold",
  "settleEndpoint",
  "cancelScheduled",
  "revokeGrant",
  "reinstateGrant",
  "forgiveDebt",
  "renewSubscription",
  "creditSubscription",
  "settleStorage",
  "settleMinimum",
]);

/**
 * Refuses commands of a closed organization: it gets no work and no credit. Keys and members change nothing in it.
 * @returns a refusal `organization_closed`, or `null`
 * @source docs/rules.md#closing
 */
export function checkClosed({ ledger }: Draft, { kind, actor, orgId }: Command): RuleRefusal | null {
  if (!ledger.isClosed) return null;
  const isOfPlatform = actor.type === "system" || actor.type === "operator";
  if (isOfPlatform && STILL_DONE.has(kind)) return null;
  return refuse("organization_closed", "The organization is closed.", { organization: orgId });
}
