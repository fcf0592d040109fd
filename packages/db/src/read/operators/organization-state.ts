import type { Role } from "@scrip/domain/access";
import type { AuditOutcome } from "@scrip/domain/audit-entry";
import type { DueKind } from "@scrip/domain/due";
import type { GrantKind, GrantSource, Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { activityPage, type PageLine } from "../activity/list-activity.ts";
import { JOB_LINE, type JobLine, jobLine } from "../jobs/job-line.ts";

/** The state of an organization's own tables in one snapshot. Ids are bare UUIDs, amounts are digits of micro-USD. */
export interface OrganizationState {
  readonly organization: OrganizationHead;
  readonly members: readonly { readonly personId: string; readonly role: Role; readonly joinedAt: Instant }[];
  readonly invitations: readonly { readonly email: string; readonly role: Role; readonly expiresAt: Instant }[];
  /** Open grants in burn order. */
  readonly grants: readonly GrantLine[];
  readonly debts: readonly DebtLine[];
  readonly holds: readonly HoldLine[];
  /** Jobs that have not ended, the newest first. */
  readonly jobs: readonly JobLine[];
  /** The newest charges that cost something. */
  readonly charges: readonly ChargeLine[];
  readonly activities: readonly PageLine[];
  /** Due work, what is parked first. */
  readonly due: readonly DueLine[];
  /** The newest entries of the audit log, denials among them. */
  readonly audit: readonly AuditLine[];
}

export interface OrganizationHead {
  readonly name: string;
  readonly plan: string;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  readonly onTestClock: boolean;
  readonly catalogVersion: number;
  readonly seq: number;
}

export interface GrantLine {
  readonly id: string;
  readonly source: GrantSource;
  readonly kind: GrantKind;
  readonly amount: string;
  readonly available: string;
  readonly held: string;
  readonly spent: string;
  readonly expired: string;
  readonly revoked: string;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant | null;
}

export interface DebtLine {
  readonly id: string;
  readonly amount: string;
  readonly open: string;
  readonly at: Instant;
}

export interface HoldLine {
  readonly id: string;
  readonly job: string | null;
  readonly amount: string;
  readonly open: string;
  readonly silentAt: Instant | null;
}

export interface ChargeLine {
  readonly id: string;
  readonly at: Instant;
  readonly job: string | null;
  readonly resource: string | null;
  readonly amount: string;
}

export interface DueLine {
  readonly kind: DueKind;
  readonly refId: string;
  readonly dueAt: Instant;
  readonly tries: number;
  readonly problem: string | null;
  readonly parkedAt: Instant | null;
}

export interface AuditLine {
  readonly seq: number;
  readonly at: Instant;
  readonly actorType: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly reason: string | null;
}

/** The most rows of one part of the page. */
const MOST = 50;
const LAST_CHARGES = 20;
const LAST_AUDITED = 20;
const LAST_ACTIVITIES = 15;

/**
 * Reads what an operator sees of an organization, in one snapshot.
 * @throws OrganizationMissing
 */
export async function readOrganizationState(
  organizations: OrganizationsSource,
  orgId: string,
): Promise<OrganizationState> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: STATE, values: [orgId, MOST, LAST_AUDITED] });
    const { jobs, ...state } = (row as { state: Omit<OrganizationState, "activities" | "charges"> }).state;
    const { lines } = await activityPage(query, orgId, {}, { limit: LAST_ACTIVITIES });
    return { ...state, jobs: jobs.map(jobLine), activities: lines, charges: await lastCharges(query, orgId) };
  });
}

/** Reads the newest charges by their entries. */
async function lastCharges(query: Query, orgId: string): Promise<ChargeLine[]> {
  const { lines } = await activityPage(query, orgId, { kinds: ["charged", "settled"] }, { limit: LAST_CHARGES });
  const rows = await query({ text: CAUSES, values: [orgId, lines.map(({ seq }) => seq)] });
  const ids = new Map(rows.map(({ seq, id }) => [Number(seq), id as string]));
  return lines.flatMap(({ seq, at, job, resource, net }) => {
    const id = ids.get(seq);
    const amount = -BigInt(net);
    return id === undefined || amount <= 0n ? [] : [{ id, at, job, resource, amount: String(amount) }];
  });
}

const CAUSES = `
  SELECT seq, cause_id AS id FROM entries
  WHERE org_id = $1 AND seq = ANY ($2::bigint[]) AND cause_type = 'charge' AND leg = 1`;

/** The rows of a query as a JSON array; an empty one without rows. */
const listOf = (rows: string): string => `(SELECT coalesce(json_agg(line), '[]') FROM (${rows}) lines)`;

const STATE = `
  SELECT json_build_object(
    'organization', (SELECT json_build_object('name', o.name, 'plan', o.plan, 'createdAt', instant_ms(o.created_at),
        'closedAt', instant_ms(o.closed_at), 'onTestClock', o.clock_at IS NOT NULL, 'catalogVersion', o.catalog_version,
        'seq', o.seq) FROM organizations o WHERE o.org_id = $1),
    'members', ${listOf(`SELECT json_build_object('personId', m.person_id, 'role', m.role,
        'joinedAt', instant_ms(m.joined_at)) AS line
      FROM members m WHERE m.org_id = $1 ORDER BY m.joined_at, m.person_id LIMIT $2`)},
    'invitations', ${listOf(`SELECT json_build_object('email', i.email, 'role', i.role,
        'expiresAt', instant_ms(i.expires_at)) AS line
      FROM invitations i WHERE i.org_id = $1 AND i.state = 'open' ORDER BY i.sent_at, i.id LIMIT $2`)},
    'grants', ${listOf(`SELECT json_build_object('id', g.id, 'source', g.source, 'kind', g.kind,
        'amount', g.amount::text, 'available', g.avail::text, 'held', g.held::text, 'spent', g.spent::text,
        'expired', g.expired::text, 'revoked', g.revoked::text, 'effectiveAt', instant_ms(g.effective_at),
        'expiresAt', instant_ms(g.expires_at)) AS line
      FROM grants g WHERE g.org_id = $1 AND g.is_open
      ORDER BY g.expires_at NULLS LAST, g.kind DESC, g.effective_at, g.id LIMIT $2`)},
    'debts', ${listOf(`SELECT json_build_object('id', d.id, 'amount', d.amount::text, 'open', d.open::text,
        'at', instant_ms(e.at)) AS line
      FROM debts d JOIN entries e ON e.org_id = $1 AND e.seq = d.seq
      WHERE d.org_id = $1 AND d.is_open ORDER BY d.seq LIMIT $2`)},
    'holds', ${listOf(`SELECT json_build_object('id', h.id, 'job', (
          SELECT j.ref FROM jobs j WHERE j.org_id = $1 AND j.id = h.job_id), 'amount', h.amount::text,
        'open', (SELECT coalesce(sum(s.open), 0)::text FROM hold_slices s WHERE s.org_id = $1 AND s.hold_id = h.id),
        'silentAt', instant_ms(h.silent_at)) AS line
      FROM holds h WHERE h.org_id = $1 AND h.state = 'open' ORDER BY h.id DESC LIMIT $2`)},
    'jobs', ${listOf(`SELECT ${JOB_LINE} AS line
      FROM jobs j WHERE j.org_id = $1 AND j.ended_at IS NULL ORDER BY j.started_at DESC, j.id DESC LIMIT $2`)},
    'due', ${listOf(`SELECT json_build_object('kind', d.kind, 'refId', d.ref_id, 'dueAt', instant_ms(d.due_at),
        'tries', d.tries, 'problem', d.problem, 'parkedAt', instant_ms(d.parked_at)) AS line
      FROM due d WHERE d.org_id = $1 ORDER BY d.parked_at NULLS LAST, d.due_at, d.ref_id LIMIT $2`)},
    'audit', ${listOf(`SELECT json_build_object('seq', a.seq, 'at', instant_ms(a.at), 'actorType', a.actor_type,
        'actorId', a.actor_id, 'action', a.action, 'outcome', a.outcome, 'reason', d.details->>'reason') AS line
      FROM audit_entries a LEFT JOIN audit_details d ON d.org_id = $1 AND d.seq = a.seq
      WHERE a.org_id = $1 ORDER BY a.seq DESC LIMIT $3`)}
  ) AS state`;
