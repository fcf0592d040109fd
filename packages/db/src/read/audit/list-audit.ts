import type { AuditActor, AuditDetails, AuditOutcome, AuditTarget } from "@scrip/domain/audit-entry";
import type { OrganizationsSource, PlatformSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** Parts of a filter are joined by `and`. Instants are milliseconds since 1970. */
export interface AuditFilter {
  /** The UUID of a person or a key: entries by them and entries about them. */
  readonly actor?: string | undefined;
  /** Any of these. */
  readonly actions?: readonly string[] | undefined;
  readonly outcome?: AuditOutcome | undefined;
  /** A part of the action, of an id, or of the details, in any case. */
  readonly text?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Entries before a number; `undefined` starts at the newest. */
export interface AuditWindow {
  readonly before?: number | undefined;
  readonly limit: number;
}

/** An entry of an audit log. */
export interface AuditLine {
  readonly seq: number;
  readonly at: number;
  readonly actor: AuditActor;
  readonly action: string;
  readonly target: AuditTarget | null;
  readonly outcome: AuditOutcome;
  /** `null` if the entry never had details, or if they were erased. */
  readonly details: AuditDetails | null;
  readonly isErased: boolean;
  /** Hex. */
  readonly hash: string;
  /** The hash of the entry before; zeros for the first entry. */
  readonly previousHash: string;
}

/** A page of a log, newest first; `next` is the `before` of the next page. */
export interface AuditLines {
  readonly lines: readonly AuditLine[];
  readonly next: number | null;
}

/**
 * Reads a page of an organization's audit log.
 * @throws OrganizationMissing
 */
export async function listAudit(
  organizations: OrganizationsSource,
  orgId: string,
  filter: AuditFilter,
  window: AuditWindow,
): Promise<AuditLines> {
  return readOrganization(organizations, orgId, { byKey: true }, (query) =>
    readPage(query, { prefix: "", own: "org_id = $1 AND", join: "org_id, seq", first: [orgId] }, filter, window),
  );
}

/** Reads a page of the platform's audit log. */
export function listPlatformAudit(
  platform: PlatformSource,
  filter: AuditFilter,
  window: AuditWindow,
): Promise<AuditLines> {
  const query: Query = ({ text, values }) => platform.query(text, [...values]);
  return readPage(query, { prefix: "platform_", own: "", join: "seq", first: [] }, filter, window);
}

interface Log {
  readonly prefix: string;
  /** The condition for the rows of the log. */
  readonly own: string;
  readonly join: string;
  readonly first: readonly unknown[];
}

async function readPage(query: Query, log: Log, filter: AuditFilter, window: AuditWindow): Promise<AuditLines> {
  const values = [...log.first];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const conditions = conditionsOf(filter, window, add);
  const { prefix, own, join } = log;
  // One row more than the page has shows whether there is a next page.
  const rows = await query({
    text: `SELECT ${lineOf(`(SELECT p.hash FROM ${prefix}audit_entries p WHERE ${own} p.seq = e.seq - 1)`)} AS line
      FROM ${prefix}audit_entries e LEFT JOIN ${prefix}audit_details d USING (${join})
      WHERE ${[own.replace(" AND", ""), ...conditions].filter((each) => each !== "").join(" AND ") || "true"}
      ORDER BY e.seq DESC LIMIT ${add(window.limit + 1)}`,
    values,
  });
  const lines = rows.slice(0, window.limit).map(({ line }) => line as AuditLine);
  return { lines, next: rows.length > window.limit ? (lines.at(-1)?.seq ?? null) : null };
}

function conditionsOf(filter: AuditFilter, { before }: AuditWindow, add: (value: unknown) => string): string[] {
  const { actor, actions, outcome, text, from, until } = filter;
  const conditions: string[] = [];
  if (before !== undefined) conditions.push(`e.seq < ${add(before)}`);
  if (actor !== undefined) {
    const id = add(actor);
    conditions.push(`(e.actor_id = ${id}::uuid OR e.target_id = ${id}::uuid::text)`);
  }
  if (actions !== undefined) conditions.push(`e.action = ANY (${add(actions)}::text[])`);
  if (outcome !== undefined) conditions.push(`e.outcome = ${add(outcome)}`);
  if (from !== undefined) conditions.push(`e.at >= ${add(new Date(from))}`);
  if (until !== undefined) conditions.push(`e.at < ${add(new Date(until))}`);
  if (text !== undefined)
    conditions.push(
      `strpos(lower(concat_ws(' ', e.action, e.actor_id, e.target_id, ${VALUES})), lower(${add(text)})) > 0`,
    );
  return conditions;
}

/** The values of the details as one text. */
const VALUES = "(SELECT string_agg(v.value, ' ') FROM jsonb_each_text(d.details) AS v)";

const lineOf = (previous: string): string => `json_build_object(
  'seq', e.seq, 'at', trunc(extract(epoch FROM e.at) * 1000)::bigint,
  'actor', json_build_object('type', e.actor_type, 'id', e.actor_id),
  'action', e.action,
  'target', CASE WHEN e.target_type IS NOT NULL THEN json_build_object('type', e.target_type, 'id', e.target_id) END,
  'outcome', e.outcome, 'details', d.details,
  'isErased', e.details_hash IS NOT NULL AND d.seq IS NULL,
  'hash', encode(e.hash, 'hex'), 'previousHash', coalesce(encode(${previous}, 'hex'), repeat('0', 64)))`;
