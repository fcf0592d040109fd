import { MONEY_KINDS } from "@scrip/domain/activity";
import type { EntryKind, Instant } from "@scrip/domain/ledger";
import type { Query } from "../../connection/query.ts";

/** The conditions of a list of activities; an entry must match all of them. */
export interface ActivityFilter {
  readonly kinds?: readonly EntryKind[] | undefined;
  readonly resource?: string | undefined;
  readonly project?: string | undefined;
  readonly member?: string | undefined;
  /** The caller's name for a job. */
  readonly job?: string | undefined;
  /** `[from, until)`. */
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** A range of entry numbers: after `above` and before `below`. */
export interface Bounds {
  readonly above: number;
  readonly below: number;
}

/** Converts the instants of a filter into bounds of entry numbers, since `at` never decreases with the number (L10). */
export async function boundsOf(
  query: Query,
  orgId: string,
  { from, until }: ActivityFilter,
  before: number = Number.MAX_SAFE_INTEGER,
): Promise<Bounds> {
  const [row] = await query({ name: "activity-bounds", text: BOUNDS, values: [orgId, instant(from), instant(until)] });
  return { above: Number(row?.above), below: Math.min(before, Number(row?.last) + 1) };
}

const BOUNDS = `
  SELECT CASE WHEN $2::timestamptz IS NULL THEN 0 ELSE entries_before($1, $2) END AS above,
    CASE WHEN $3::timestamptz IS NULL THEN seq ELSE entries_before($1, $3) END AS last
  FROM organizations WHERE org_id = $1`;

/** Whether a filter has conditions other than time. */
export function isNarrow({ kinds, resource, project, member, job }: ActivityFilter): boolean {
  return [kinds, resource, project, member, job].some((part) => part !== undefined);
}

/** Whether a filter has every entry of its time that can change the balance. */
export function isWhole({ kinds, resource, project, member, job }: ActivityFilter): boolean {
  const hasLabel = [resource, project, member, job].some((part) => part !== undefined);
  return !hasLabel && (kinds === undefined || MONEY_KINDS.every((kind) => kinds.includes(kind)));
}

/** The condition on series that match a filter, or on a job with its labels; it uses the parameters from `$4`. */
export const LABELS_MATCH =
  "($5::text IS NULL OR resource = $5) AND ($6::text IS NULL OR project = $6) AND ($7::text IS NULL OR member = $7)";
export const KIND_MATCHES = "($4::text[] IS NULL OR kind = ANY ($4))";

/** The parameters `$4` to `$7`: kinds, resource, project, member. */
export function labelValues({ kinds, resource, project, member }: ActivityFilter): unknown[] {
  return [kinds === undefined ? null : [...kinds], resource ?? null, project ?? null, member ?? null];
}

function instant(ms: Instant | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
