import { type ListedEntry, listEntries as readEntries } from "@scrip/db/read/entries/list-entries";
import type { Deps } from "../deps.ts";
import { organizationNotFound } from "../refused.ts";

/** A page of entries, and what to ask for next. */
export interface EntriesPage {
  readonly entries: readonly ListedEntry[];
  readonly next: number | null;
}

/**
 * A page of an organization's entries, oldest first.
 * @throws Refused `organization_not_found`
 * @source DESIGN 3: "Entries are append-only"
 */
export async function listEntries(
  deps: Deps,
  orgId: string,
  page: { after: number; limit: number },
): Promise<EntriesPage> {
  const entries = await readEntries(deps.ledger.pool, orgId, page);
  if (entries === null) throw organizationNotFound(orgId);
  const last = entries.at(-1);
  return { entries, next: entries.length === page.limit && last !== undefined ? last.seq : null };
}
