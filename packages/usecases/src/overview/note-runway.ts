import { inOrganization } from "@scrip/db/connection";
import { deleteRunwayNotes, writeRunwayNote } from "@scrip/db/ledger";
import { readNotedOutlook } from "@scrip/db/read/overview/runway-notes";
import { isWorthNoting, NOTES_KEPT_MS, type RunwayNote, runway } from "@scrip/domain/ledger";
import { creditAhead } from "./credit-ahead.ts";
import { notifyOf, type ReviewDeps } from "./review-alerts.ts";

/**
 * Notes the present runway of an organization in its history, if the runway is worth a note, and deletes the oldest notes.
 * Notifies people if the runway became short, or if credit is about to expire.
 * Safe to repeat.
 * @returns whether it wrote a note
 * @throws OrganizationMissing
 * @source docs/rules.md#runway-history
 */
export async function noteRunway(deps: ReviewDeps, orgId: string): Promise<boolean> {
  const { homes, books } = deps;
  const { outlook, last, alerts } = await readNotedOutlook(homes.organizations, books, orgId);
  const at = Math.max(outlook.look.now, outlook.look.ledger.at);
  const ahead = runway(creditAhead(outlook), outlook.isRunning, at);
  await notifyOf(deps, orgId, { outlook, alerts, runway: ahead, at });
  const { state, at: endsAt } = ahead;
  const note: RunwayNote = { at, state, endsAt, perHour: outlook.perHour };
  if (!isWorthNoting(last, note)) return false;
  await inOrganization(homes.organizations, orgId, async (tx) => {
    await writeRunwayNote(tx, orgId, note);
    await deleteRunwayNotes(tx, orgId, at - NOTES_KEPT_MS);
  });
  return true;
}
