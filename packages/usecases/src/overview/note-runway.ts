import { inOrganization } from "@scrip/db/connection";
import { deleteRunwayNotes, writeRunwayNote } from "@scrip/db/ledger";
import { readNotedOutlook } from "@scrip/db/read/overview/runway-notes";
import { isWorthNoting, NOTES_KEPT_MS, type RunwayNote, runway } from "@scrip/domain/ledger";
import type { Deps } from "../deps.ts";
import { creditAhead } from "./credit-ahead.ts";

/**
 * Notes the present runway of an organization in its history, if the runway is worth a note, and deletes the oldest notes.
 * Safe to repeat.
 * @returns whether it wrote a note
 * @throws OrganizationMissing
 * @source docs/rules.md#runway-history
 */
export async function noteRunway({ homes, books }: Pick<Deps, "homes" | "books">, orgId: string): Promise<boolean> {
  const { outlook, last } = await readNotedOutlook(homes.organizations, books, orgId);
  const at = Math.max(outlook.look.now, outlook.look.ledger.at);
  const { state, at: endsAt } = runway(creditAhead(outlook), outlook.isRunning, at);
  const note: RunwayNote = { at, state, endsAt, perHour: outlook.perHour };
  if (!isWorthNoting(last, note)) return false;
  await inOrganization(homes.organizations, orgId, async (tx) => {
    await writeRunwayNote(tx, orgId, note);
    await deleteRunwayNotes(tx, orgId, at - NOTES_KEPT_MS);
  });
  return true;
}
