import type { Ledger } from "@scrip/db/ledger";
import type { Deps } from "../deps.ts";
import { requireTestClocks } from "../organizations/create-organization.ts";
import { noteRunway } from "../overview/note-runway.ts";
import { NotedAdvances } from "../overview/noted-advances.ts";
import { organizationNotFound, refused } from "../refused.ts";
import { DUE } from "./handlers.ts";
import { type Advanced, moveClock } from "./move-clock.ts";

/**
 * Advances a test clock and runs all due work on the way. A target in the past changes nothing.
 * @param to milliseconds since 1970
 * @returns the time that the clock reached, and how many pieces of work ran
 * @throws RefusedError `test_clock_refused`, `not_on_test_clock`, `organization_not_found`
 * @source docs/rules.md#test-clocks
 */
export async function advanceClock(deps: Deps, orgId: string, to: number): Promise<Advanced> {
  requireTestClocks(deps);
  const outcome = await moveClock(deps, DUE, orgId, to);
  if (outcome === "organization_not_found") throw organizationNotFound(orgId);
  if (outcome === "not_on_test_clock")
    throw refused(outcome, "The organization follows the real time; it has no test clock to advance.");
  // The worker notes the runway after a while of real time, in which a test clock can pass months.
  if (notedBy(deps.ledger).choose(orgId, outcome.at)) await noteRunway(deps, orgId);
  return outcome;
}

/** What each process noted, by its ledger. */
const noted = new WeakMap<Ledger, NotedAdvances>();

function notedBy(ledger: Ledger): NotedAdvances {
  const known = noted.get(ledger) ?? new NotedAdvances();
  noted.set(ledger, known);
  return known;
}
