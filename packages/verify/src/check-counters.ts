import { livesHere, type Places, readCells } from "./cells.ts";
import type { PeopleFinding } from "./check-people.ts";
import { text } from "./read.ts";

/**
 * L35: the counter of an entitlement is the sum of its changes under their keys, and no use passed what was allowed then.
 * Read in one snapshot of each cell.
 */
export async function findInCounters(places: Places): Promise<PeopleFinding[]> {
  return readCells(places, COUNTERS, ([orgId, entitlement, used, sum, passed]) => ({
    invariant: "L35",
    rows: [`counter ${text(entitlement)} of organization ${text(orgId)}`],
    message:
      passed === "t" ? "a use passed what was allowed" : `it is ${used ?? "not there"}; its changes add up to ${sum}`,
  }));
}

const COUNTERS = `
  SELECT * FROM (
  SELECT org_id, entitlement, uses.used, coalesce(changes.sum, 0), coalesce(changes.passed, false)
  FROM (SELECT org_id, entitlement, sum(used) AS used FROM entitlement_uses GROUP BY org_id, entitlement) AS uses
  FULL JOIN (
    SELECT org_id, entitlement, sum(CASE WHEN outcome <> 'done' THEN 0 WHEN operation = 'use' THEN count ELSE -count END) AS sum,
      bool_or(operation = 'use' AND outcome = 'done' AND used > most) AS passed
    FROM entitlement_changes GROUP BY org_id, entitlement) AS changes USING (org_id, entitlement)
  WHERE uses.used IS DISTINCT FROM coalesce(changes.sum, 0) OR changes.passed) AS counters
  WHERE ${livesHere("counters")}`;
