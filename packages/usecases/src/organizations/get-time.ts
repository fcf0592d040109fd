import type { Deps } from "../deps.ts";
import { organizationNotFound } from "../refused.ts";

/**
 * An organization's time now, in milliseconds since 1970.
 * @throws Refused `organization_not_found`
 * @source DESIGN 9
 */
export async function getTime(deps: Deps, orgId: string): Promise<{ at: number; isOnTestClock: boolean }> {
  const seen = await deps.ledger.look(orgId);
  if (seen === null) throw organizationNotFound(orgId);
  return { at: Math.max(seen.now, seen.ledger.at), isOnTestClock: seen.onTestClock };
}
