import type { Booked, MonthSpan, StatementBalance, StatementEntries } from "@scrip/domain/billing/statement";
import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { balanceAfter } from "./balance-after.ts";
import { readBooked } from "./booked.ts";

/** Everything that a statement is made of. */
export interface StatementRead {
  /** The organization's time of the read: before the end of the month, the statement is not complete. */
  readonly now: Instant;
  /** The numbers of the first and the last entry; `null` for a month without entries. */
  readonly entries: StatementEntries | null;
  readonly opening: StatementBalance;
  readonly booked: readonly Booked[];
  /** The balance after the last entry, counted from grants and not from the month's entries. */
  readonly closing: StatementBalance;
  /** The document of the month, once it is issued. */
  readonly document: { readonly id: string; readonly number: string } | null;
}

/**
 * Reads what a statement is made of, in one snapshot. It reads every entry of the month.
 * @throws OrganizationMissing
 */
export async function readStatement(
  organizations: OrganizationsSource,
  orgId: string,
  span: MonthSpan,
): Promise<StatementRead> {
  return readOrganization(organizations, orgId, { byKey: true }, (query) => statementIn(query, orgId, span));
}

/** Reads the same in a transaction that does more. */
export async function statementIn(query: Query, orgId: string, { from, until }: MonthSpan): Promise<StatementRead> {
  const instants = [from, until].map((at) => new Date(at).toISOString());
  const [range] = await query({ text: RANGE, values: [orgId, ...instants] });
  const above = Number(range?.above);
  const upTo = Number(range?.up_to);
  const [last] = await query({ text: LAST, values: [orgId, upTo] });
  return {
    now: Number(range?.now),
    entries: upTo === above ? null : { first: above + 1, last: upTo, hash: String(last?.hash) },
    opening: await balanceAfter(query, orgId, above),
    booked: await readBooked(query, orgId, { above, upTo }, { from }),
    closing: await balanceAfter(query, orgId, upTo),
    document: (range?.document ?? null) as StatementRead["document"],
  };
}

const RANGE = `
  SELECT entries_before($1, $2) AS above, entries_before($1, $3) AS up_to,
    instant_ms(greatest(at, coalesce(clock_at, date_trunc('milliseconds', clock_timestamp())))) AS now,
    (SELECT json_build_object('id', d.id, 'number', d.number) FROM documents d
      WHERE d.org_id = $1 AND d.month = $2::timestamptz) AS document
  FROM organizations WHERE org_id = $1`;

const LAST = "SELECT encode(hash, 'hex') AS hash FROM entries WHERE org_id = $1 AND seq = $2";
