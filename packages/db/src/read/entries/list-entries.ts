import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** An entry of a list; ids are bare UUIDs, instants milliseconds, amounts digits of micro-USD. */
export interface ListedEntry {
  readonly seq: number;
  readonly at: number;
  readonly recordedAt: number;
  readonly kind: string;
  readonly actor: { readonly type: string; readonly id: string | null };
  readonly cause: { readonly type: string; readonly id: string };
  readonly leg: number;
  /** The amount that the command took back or reinstated; `null` for any other entry. */
  readonly asked: string | null;
  readonly postings: readonly ListedPosting[];
  readonly balance: { readonly available: string; readonly reserved: string; readonly owed: string };
  readonly hash: string;
}

export interface ListedPosting {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly grant: string | null;
  readonly hold: string | null;
  readonly debt: string | null;
}

/** A page of entries, and the number after which the next one begins. */
export interface EntriesPage {
  readonly entries: readonly ListedEntry[];
  readonly next: number | null;
}

/**
 * Reads a page of an organization's entries after a number, the oldest first.
 * @throws OrganizationMissing
 */
export async function listEntries(
  organizations: OrganizationsSource,
  orgId: string,
  page: { after: number; limit: number },
): Promise<EntriesPage> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const rows = await query({ text: PAGE_SQL, values: [orgId, page.after, page.limit] });
    const entries = rows.map((row) => row.entry as ListedEntry);
    return { entries, next: entries.length === page.limit ? (entries.at(-1)?.seq ?? null) : null };
  });
}

const PAGE_SQL = `
  SELECT json_build_object(
    'seq', e.seq, 'at', instant_ms(e.at), 'recordedAt', instant_ms(e.recorded_at), 'kind', e.kind,
    'actor', json_build_object('type', e.actor_type, 'id', e.actor_id),
    'cause', json_build_object('type', e.cause_type, 'id', e.cause_id), 'leg', e.leg,
    'asked', e.asked::text,
    'postings', coalesce((SELECT json_agg(json_build_object('from', p.from_bucket, 'to', p.to_bucket,
        'amount', p.amount::text, 'grant', p.grant_id, 'hold', p.hold_id, 'debt', p.debt_id) ORDER BY p.n)
      FROM postings p WHERE p.org_id = e.org_id AND p.seq = e.seq), '[]'),
    'balance', json_build_object('available', e.available::text, 'reserved', e.reserved::text, 'owed', e.owed::text),
    'hash', encode(e.hash, 'hex')) AS entry
  FROM entries e WHERE e.org_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3`;
