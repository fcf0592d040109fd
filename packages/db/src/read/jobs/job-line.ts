import { hourlyPrice, type Instant, type JobAnswer, type JobMode, type JobState } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { parseCanonicalPrice, type ShownPrice, shownPrice } from "@scrip/domain/usage/prices";

/** Why a job is paused, by the report after which it paused. */
export interface JobPause {
  readonly reason: NonNullable<JobAnswer["reason"]>;
  /** The credit that was missing for the next epoch, in digits of micro-USD; `null` if that was not the reason. */
  readonly missing: string | null;
}

/** A job as a line of a table; ids are bare UUIDs, amounts and rates digits. */
export interface JobLine {
  readonly id: string;
  /** The caller's name for the job. */
  readonly job: string;
  readonly resource: string;
  readonly work: string;
  readonly mode: JobMode;
  readonly state: JobState;
  /** Nano-USD per unit and hour. */
  readonly rateNanos: string;
  readonly priceShape: ShownPrice | null;
  readonly unitsMilli: number;
  readonly estimateMs: number | null;
  readonly project: string | null;
  readonly member: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** The total of all pauses that have ended. */
  readonly pausedMs: number;
  readonly reportedMs: number;
  readonly chargeableMs: number;
  readonly charged: string;
  /** The amount on hold for the job now. */
  readonly held: string;
  /** The price of an hour while the job runs, in micro-USD. */
  readonly perHour: Micros;
  /** `null` if the job is not paused. */
  readonly pause: JobPause | null;
}

/** Reads the JSON of `JOB_LINE`. */
export function jobLine(json: unknown): JobLine {
  const { price: text, ...line } = json as Omit<JobLine, "perHour" | "priceShape"> & { readonly price: string | null };
  const price = text === null ? null : parseCanonicalPrice(text);
  const perHour = hourlyPrice({ ...line, rate: BigInt(line.rateNanos), price });
  return { ...line, priceShape: price && shownPrice(price), perHour };
}

/** Reports during a pause have the reason `paused`, so the last report with another reason is that of the pause. */
const PAUSE = `CASE WHEN j.state = 'paused' THEN (
      SELECT json_build_object('reason', c.reason, 'missing', c.missing::text) FROM job_charges c
      WHERE c.org_id = $1 AND c.job_id = j.id AND c.reason IS NOT NULL AND c.reason <> 'paused'
      ORDER BY c.leg DESC LIMIT 1) END`;

/** A row `j` of jobs as the JSON that `jobLine` reads; `$1` is the organization. */
export const JOB_LINE = `json_build_object(
    'id', j.id, 'job', j.ref, 'resource', j.resource, 'work', j.work, 'mode', j.mode, 'state', j.state,
    'rateNanos', j.rate::text, 'price', j.price, 'unitsMilli', j.units_milli, 'estimateMs', j.estimate_ms, 'project', j.project,
    'member', j.member, 'startedAt', instant_ms(j.started_at), 'endedAt', instant_ms(j.ended_at),
    'pausedMs', j.paused_ms, 'reportedMs', j.reported_ms, 'chargeableMs', j.chargeable_ms, 'charged', j.charged::text,
    'pause', ${PAUSE},
    'held', (SELECT coalesce(sum(s.open), 0)::text FROM hold_slices s WHERE s.org_id = $1 AND s.hold_id = j.hold_id))`;
