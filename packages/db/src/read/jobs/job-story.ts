import type { ChargeFlag, GrantTerms, HoldState, Instant, JobAnswer } from "@scrip/domain/ledger";
import type { DataSource } from "typeorm";
import { readOrganization } from "../../connection/read-organization.ts";
import { JOB_LINE, type JobLine } from "./job-line.ts";

/** One report of a job and what it came to. Amounts are digits of micro-USD, quantities cumulative milliseconds. */
export interface JobReport {
  readonly leg: number;
  readonly at: Instant;
  /** The entry that charged it; `null` where nothing moved. */
  readonly seq: number | null;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly reportedMs: number;
  readonly amount: string;
  /** What the work was told; `null` for reports from before it was kept. */
  readonly decision: JobAnswer["decision"] | null;
  readonly reason: JobAnswer["reason"];
  readonly missing: string | null;
  readonly flags: readonly ChargeFlag[];
}

/** A hold of a job, with the grants that fund it in no order. */
export interface JobHold {
  readonly id: string;
  readonly state: HoldState;
  readonly silentAt: Instant | null;
  readonly slices: readonly JobSlice[];
}

/** What one grant gives to a hold. */
export interface JobSlice {
  readonly grant: Pick<GrantTerms, "id" | "source" | "kind" | "effectiveAt" | "expiresAt">;
  readonly reserved: string;
  readonly open: string;
  readonly settled: string;
  readonly released: string;
}

/** A job with what happened to it. */
export interface JobStory {
  readonly job: JobLine;
  /** Oldest first. */
  readonly reports: readonly JobReport[];
  /** Newest first. */
  readonly holds: readonly JobHold[];
}

/** A job that paused more often shows its newest holds. */
const MOST_HOLDS = 100;

/** What came of asking for a job. */
export type StoryFound = JobStory | "organization_not_found" | "job_not_found";

/**
 * A job by the caller's name for it, with a page of its reports and its holds.
 * @param page reports before a leg; the newest, if it is `null`
 */
export async function jobStory(
  app: DataSource,
  orgId: string,
  ref: string,
  page: { beforeLeg: number | null; limit: number },
): Promise<StoryFound> {
  return readOrganization(app, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: STORY, values: [orgId, ref, page.beforeLeg, page.limit] });
    if (row === undefined) return "organization_not_found";
    return (row.story as JobStory | null) ?? "job_not_found";
  });
}

const REPORTS = `
  SELECT json_agg(json_build_object(
      'leg', c.leg, 'at', instant_ms(c.at), 'seq', e.seq, 'fromMs', coalesce((SELECT b.chargeable_ms FROM job_charges b
        WHERE b.org_id = $1 AND b.job_id = j.id AND b.leg < c.leg ORDER BY b.leg DESC LIMIT 1), 0),
      'untilMs', c.chargeable_ms, 'reportedMs', c.reported_ms, 'amount', c.amount::text,
      'decision', c.decision, 'reason', c.reason, 'missing', c.missing::text,
      'flags', to_json(array_remove(ARRAY[CASE WHEN c.beyond_hold THEN 'beyond_hold' END,
        CASE WHEN c.after_silence THEN 'after_silence' END], NULL))) ORDER BY c.leg)
    FROM (
      SELECT * FROM job_charges WHERE org_id = $1 AND job_id = j.id AND ($3::int IS NULL OR leg < $3)
      ORDER BY leg DESC LIMIT $4) c
      LEFT JOIN entries e ON e.org_id = $1 AND e.cause_id = c.id AND e.leg = 1 AND e.cause_type = 'charge'`;

const SLICES = `
  SELECT json_agg(json_build_object(
      'grant', json_build_object('id', g.id, 'source', g.source, 'kind', g.kind,
        'effectiveAt', instant_ms(g.effective_at), 'expiresAt', instant_ms(g.expires_at)),
      'reserved', s.reserved::text, 'open', s.open::text, 'settled', s.settled::text, 'released', s.released::text))
    FROM hold_slices s JOIN grants g ON g.org_id = $1 AND g.id = s.grant_id WHERE s.org_id = $1 AND s.hold_id = h.id`;

// The ids of holds are UUIDs of version 7, which are in the order of time.
const HOLDS = `
  SELECT json_agg(json_build_object('id', h.id, 'state', h.state, 'silentAt', instant_ms(h.silent_at),
      'slices', coalesce((${SLICES}), '[]')) ORDER BY h.id DESC)
    FROM (SELECT * FROM holds WHERE org_id = $1 AND job_id = j.id ORDER BY id DESC LIMIT ${MOST_HOLDS}) h`;

const STORY = `
  SELECT (
    SELECT json_build_object('job', ${JOB_LINE}, 'reports', coalesce((${REPORTS}), '[]'), 'holds', coalesce((${HOLDS}), '[]'))
    FROM jobs j WHERE j.org_id = $1 AND j.ref = $2) AS story
  FROM organizations WHERE org_id = $1`;
