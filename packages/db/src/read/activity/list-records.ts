import type { GrantKind } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { type ActivityFilter, boundsOf } from "./activity-filter.ts";
import { entriesFound, LINE, LINE_JOINS } from "./entry-lines.ts";
import { entryQuery } from "./entry-query.ts";
import type { ActivityLine, ActivityWindow } from "./list-activity.ts";

/** An activity with the terms of its charge and the credit that it moved, for a file. Amounts are digits of micro-USD. */
export interface ActivityRecord {
  readonly line: ActivityLine;
  /** `null` for an entry without a charge. */
  readonly charge: {
    readonly id: string;
    /** Nano-USD per unit and hour; `null` for a charge without a meter, like the quantity and the units. */
    readonly rate: string | null;
    /** The compute time that this charge added, in ms. */
    readonly quantityMs: number | null;
    readonly unitsMilli: number | null;
  } | null;
  /** The change of credit of each kind, on hold or not. */
  readonly moved: Readonly<Record<GrantKind, string>>;
  /** The change of debt. The net of the line is promotional + paid - owed. */
  readonly owedBy: string;
}

/** A page of records; `next` is the `before` of the next page. */
export interface ActivityRecords {
  readonly records: readonly ActivityRecord[];
  readonly next: number | null;
}

/**
 * Reads a page of an organization's filtered activities with their details. Only the size of the page decides its cost.
 * @throws OrganizationMissing
 */
export async function listActivityRecords(
  organizations: OrganizationsSource,
  orgId: string,
  filter: ActivityFilter,
  { before, limit }: ActivityWindow,
): Promise<ActivityRecords> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const bounds = await boundsOf(query, orgId, filter, before);
    // One row more than the page has shows whether there is a next page.
    const { text, values } = entryQuery(filter, limit + 1);
    const rows = await query({
      text: `${entriesFound(text)} SELECT ${RECORD} AS record FROM found e ${LINE_JOINS} ORDER BY e.seq DESC`,
      values: [orgId, bounds.above, bounds.below, ...values],
    });
    const records = rows.slice(0, limit).map(({ record }) => record as ActivityRecord);
    return { records, next: rows.length > limit ? (records.at(-1)?.line.seq ?? null) : null };
  });
}

const CHARGE = `json_build_object(
    'id', c.id, 'rate', c.rate::text, 'unitsMilli', c.units_milli,
    'quantityMs', c.chargeable_ms - coalesce((SELECT b.chargeable_ms FROM job_charges b
      WHERE b.org_id = $1 AND b.job_id = c.job_id AND b.leg < c.leg ORDER BY b.leg DESC LIMIT 1), 0))`;

/** Credit moves in or out where exactly one of the buckets is of credit that the organization still has. */
const MOVED = `
  SELECT json_build_object(
      'promotional', coalesce(sum(m.change) FILTER (WHERE m.kind = 'promotional'), 0)::text,
      'paid', coalesce(sum(m.change) FILTER (WHERE m.kind = 'paid'), 0)::text)
    FROM (
      SELECT mg.kind, CASE WHEN o.to_bucket IN ('avail', 'held') THEN o.amount ELSE -o.amount END AS change
        FROM postings o JOIN grants mg ON mg.org_id = $1 AND mg.id = o.grant_id
        WHERE o.org_id = $1 AND o.seq = e.seq
          AND (o.from_bucket IN ('avail', 'held')) <> (o.to_bucket IN ('avail', 'held'))) m`;

const RECORD = `json_build_object(
    'line', ${LINE}, 'charge', CASE WHEN c.id IS NULL THEN NULL ELSE ${CHARGE} END,
    'moved', (${MOVED}), 'owedBy', (e.owed - coalesce(p.owed, 0))::text)`;
