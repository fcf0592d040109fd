import type { Query } from "../../connection/query.ts";
import { JOB_LINE, type JobLine, jobLine } from "./job-line.ts";

/** The terms of running jobs, and how many have them. */
export interface LiveTerms {
  readonly rate: string;
  /** The text of a price shape; `null` for a plain rate. */
  readonly price: string | null;
  readonly unitsMilli: number;
  /** How much of them is charged; 0 for a plain rate. */
  readonly chargeableMs: number;
  readonly count: number;
}

/** A summary of the jobs of an organization that have not ended. */
export interface LiveJobs {
  readonly runningCount: number;
  /** The terms of running jobs, and how many jobs have them: nano-USD per unit and hour, thousandths of units. */
  readonly terms: readonly LiveTerms[];
  /** The amount on hold for running jobs, in digits of micro-USD. */
  readonly held: string;
  /** The running jobs that cost most an hour, the dearest first. */
  readonly dearest: readonly JobLine[];
  /** Jobs that paused because credit is missing. */
  readonly pausedCount: number;
  readonly silentCount: number;
}

/** Reads the running, paused and silent jobs, in a transaction that reads more. */
export async function liveJobs(query: Query, orgId: string, dearest: number): Promise<LiveJobs> {
  const [row] = await query({ name: "live-jobs", text: LIVE, values: [orgId, dearest] });
  const live = row?.live as LiveJobs;
  return { ...live, dearest: live.dearest.map(jobLine) };
}

/**
 * Reports during a pause have the reason `paused`, so the last report with another reason says why the job paused.
 * Reports from before reasons were stored count as missing credit.
 */
const PAUSED_FOR_CREDIT = `
  SELECT count(*) FROM jobs j
  WHERE j.org_id = $1 AND j.ended_at IS NULL AND j.state = 'paused' AND coalesce((
    SELECT coalesce(c.reason, 'insufficient_credit') FROM job_charges c
    WHERE c.org_id = $1 AND c.job_id = j.id AND c.reason IS DISTINCT FROM 'paused'
    ORDER BY c.leg DESC LIMIT 1), 'insufficient_credit') = 'insufficient_credit'`;

const LIVE = `
  WITH running AS MATERIALIZED (
    SELECT * FROM jobs WHERE org_id = $1 AND ended_at IS NULL AND state = 'running'
  )
  SELECT json_build_object(
    'runningCount', (SELECT count(*) FROM running),
    'terms', (SELECT coalesce(json_agg(json_build_object('rate', rate::text, 'price', price, 'unitsMilli', units_milli,
        'chargeableMs', done_ms, 'count', n)), '[]')
      FROM (SELECT rate, price, units_milli, done_ms, count(*) AS n
        -- Only a price shape depends on what was used so far.
        FROM (SELECT *, CASE WHEN price IS NOT NULL THEN chargeable_ms ELSE 0 END AS done_ms FROM running) each_job
        GROUP BY rate, price, units_milli, done_ms) by_terms),
    'held', (SELECT coalesce(sum(s.open), 0)::text
      FROM running r JOIN hold_slices s ON s.org_id = $1 AND s.hold_id = r.hold_id),
    'dearest', (SELECT coalesce(json_agg(line), '[]') FROM (
      SELECT ${JOB_LINE} AS line FROM running j
      ORDER BY j.rate::numeric * j.units_milli DESC, j.started_at, j.id LIMIT $2) lines),
    'pausedCount', (${PAUSED_FOR_CREDIT}),
    'silentCount', (SELECT count(*) FROM jobs WHERE org_id = $1 AND ended_at IS NULL AND state = 'silent')) AS live`;
