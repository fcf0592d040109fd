import { createClock as insertClock } from "@scrip/db/due";
import type { Deps } from "../deps.ts";
import { organizationNotFound, refused } from "../refused.ts";
import { requireTestClocks } from "./create-organization.ts";

/**
 * Puts an organization on a test clock, before its first entry.
 * @param at milliseconds since 1970
 * @throws RefusedError `test_clock_refused`, `clock_after_entries`, `organization_not_found`
 * @source docs/rules.md#test-clocks
 */
export async function createClock(deps: Deps, orgId: string, at: number): Promise<{ at: number; ran: number }> {
  requireTestClocks(deps);
  const outcome = await deps.ledger.route(orgId, (pool) => insertClock(pool, orgId, at));
  if (outcome === "organization_not_found") throw organizationNotFound(orgId);
  if (outcome === "clock_after_entries")
    throw refused(outcome, "The organization has entries already; its clock can no longer be changed.");
  return { at, ran: 0 };
}
