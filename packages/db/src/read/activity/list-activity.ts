import type { EntryKind, GrantKind, Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query, Statement } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { type ActivityFilter, type Bounds, boundsOf, isNarrow } from "./activity-filter.ts";
import { entriesFound, LINE_JOINS, LISTED_LINE, type ListedLine } from "./entry-lines.ts";
import { entryQuery } from "./entry-query.ts";

/** Balances as digits of micro-USD. `total` is available + reserved - owed, with a minus sign below zero. */
export interface LineBalance {
  readonly available: string;
  readonly reserved: string;
  readonly owed: string;
  readonly total: string;
}

/** An entry as a member reads it. Ids are bare UUIDs; amounts are digits of micro-USD, with a minus sign below zero. */
export interface ActivityLine {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: EntryKind;
  /** The change of available + reserved - owed. */
  readonly net: string;
  /** The change of reserved. */
  readonly reservedBy: string;
  /** The balance after the entry. */
  readonly balance: LineBalance;
  /** The caller's name for the job of the entry. */
  readonly job: string | null;
  readonly resource: string | null;
  readonly project: string | null;
  readonly member: string | null;
  readonly grant: { readonly id: string; readonly source: string; readonly kind: GrantKind } | null;
  readonly hash: string;
}

/** A line of a page. Hashes were a third of a page's text, and no page shows them. */
export type PageLine = Omit<ActivityLine, "hash">;

/** A page of lines; `next` is the `before` of the next page. */
export interface ActivityPage {
  readonly lines: readonly PageLine[];
  readonly next: number | null;
}

/** A page of entries before a number, the newest first; without a number it starts with the newest. */
export interface ActivityWindow {
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * Reads a page of an organization's filtered activities. Only the size of the page decides its cost: with every filter
 * and at every depth, rows are found by keys.
 * @throws OrganizationMissing
 */
export async function listActivity(
  organizations: OrganizationsSource,
  orgId: string,
  filter: ActivityFilter,
  window: ActivityWindow,
): Promise<ActivityPage> {
  return readOrganization(organizations, orgId, { byKey: true }, (query, last) => {
    const page = activityPage(query, orgId, filter, window);
    if (isOfAll(filter)) last();
    return page;
  });
}

/** Reads the same page in a transaction that reads more. */
export async function activityPage(
  query: Query,
  orgId: string,
  filter: ActivityFilter,
  { before, limit }: ActivityWindow,
): Promise<ActivityPage> {
  // The newest entries of all need no look at the organization before.
  const bounds = isOfAll(filter)
    ? { above: 0, below: before ?? Number.MAX_SAFE_INTEGER }
    : await boundsOf(query, orgId, filter, before);
  // One line more than the page has shows whether there is a next page.
  const [row] = await query(activityStatement(orgId, filter, bounds, limit + 1));
  const found = row?.lines as ListedLine[];
  const lines = found.slice(0, limit).map(pageLine);
  return { lines, next: found.length > limit ? (lines.at(-1)?.seq ?? null) : null };
}

function pageLine(listed: ListedLine): PageLine {
  const [seq, at, kind, net, reservedBy, available, reserved, owed, total, ...rest] = listed;
  const [job, resource, project, member, id, source, grantKind] = rest;
  const grant = id === null || source === null || grantKind === null ? null : { id, source, kind: grantKind };
  const balance = { available, reserved, owed, total };
  return { seq, at, kind, net, reservedBy, balance, job, resource, project, member, grant };
}

const isOfAll = (filter: ActivityFilter): boolean =>
  !isNarrow(filter) && filter.from === undefined && filter.until === undefined;

/** The statement that reads a page: one row with all `lines`, which costs less to read than one for each. */
export function activityStatement(orgId: string, filter: ActivityFilter, bounds: Bounds, limit: number): Statement {
  const { text, values, name } = entryQuery(filter, limit);
  return {
    ...(name !== undefined && { name }),
    text: `${entriesFound(text)}
      SELECT coalesce(json_agg(line), '[]') AS lines
        FROM (SELECT ${LISTED_LINE} AS line FROM found e ${LINE_JOINS} ORDER BY e.seq DESC) AS page`,
    values: [orgId, bounds.above, bounds.below, ...values],
  };
}
