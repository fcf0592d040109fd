import { type Advanced, advanceClock as moveClock } from "@scrip/db/due";
import type { Deps } from "../deps.ts";
import { requireTestClocks } from "../organizations/create-organization.ts";
import { organizationNotFound, RequestRefused } from "../refused.ts";

/**
 * Advances a test clock and runs everything that falls due on the way. To the past is a no-op.
 * @param to milliseconds since 1970
 * @returns where the clock stands, and how much ran
 * @throws RequestRefused `test_clock_refused`, `not_on_test_clock`; Refused `organization_not_found`
 * @source DESIGN 9
 */
export async function advanceClock(deps: Deps, orgId: string, to: number): Promise<Advanced> {
  requireTestClocks(deps);
  const outcome = await moveClock(deps.ledger, deps.books, orgId, to);
  if (outcome === "organization_not_found") throw organizationNotFound(orgId);
  if (outcome === "not_on_test_clock")
    throw new RequestRefused(outcome, "The organization follows the real time; it has no test clock to advance.");
  return outcome;
}
