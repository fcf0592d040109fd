import {
  type BudgetExceeded,
  type ChargeFlag,
  compareBurn,
  type GrantTerms,
  type HoldState,
  type Instant,
  type JobAnswer,
  priceOf,
} from "@scrip/domain/ledger";
import { greatest, type Micros } from "@scrip/domain/money";
import { priceOfShown } from "@scrip/domain/usage/prices";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { JOB_LINE, type JobLine, jobLine } from "./job-line.ts";

/** One report of a job and its charge. Amounts are digits of micro-USD, quantities cumulative milliseconds. */
export interface JobReport {
  readonly leg: number;
  readonly at: Instant;
  /** The entry of the charge; `null` if no credit moved. */
  readonly seq: number | null;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly reportedMs: number;
  readonly amount: string;
  /** The decision that the work received; `null` for reports from before decisions were stored. */
  readonly decision: JobAnswer["decision"] | null;
  readonly reason: JobAnswer["reason"];
  readonly missing: string | null;
  /** The budget that had no room, if that was the reason. */
  readonly budget: BudgetExceeded | null;
  readonly flags: readonly ChargeFlag[];
}

/** A hold of a job, with the sums of its slices in micro-USD. */
export interface JobHold {
  readonly id: string;
  readonly state: HoldState;
  readonly silentAt: Instant | null;
  readonly reserved: Micros;
  readonly open: Micros;
  readonly settled: Micros;
  readonly released: Micros;
  /** The grants that fund it, in burn order; `open` in digits of micro-USD. */
  readonly slices: readonly { readonly source: string; readonly kind: GrantTerms["kind"]; readonly open: string }[];
}

/** A job with its reports and its holds. */
export interface JobStory extends Pick<JobLine, "perHour"> {
  /** The job with its open hold. */
  readonly job: JobLine & {
    readonly hold: { readonly id: string; readonly open: string; readonly silentAt: Instant | null } | null;
  };
  /** The price of the reported time that is not billed, in micro-USD. */
  readonly unbilled: Micros;
  /** Oldest first. */
  readonly epochs: readonly JobReport[];
  /** The leg before which there are older reports; `null` if there are none. */
  readonly nextLeg: number | null;
  /** Newest first. */
  readonly holds: readonly JobHold[];
}

/** The most holds that are read, the newest ones; each pause adds a hold. */
const MOST_HOLDS = 100;

/**
 * Reads a job by the caller's name for it, with a page of its reports and its holds.
 * @param page the reports before a leg; without one, the newest reports
 * @returns `null` if the organization has no such job
 * @throws OrganizationMissing
 */
export async function jobStory(
  organizations: OrganizationsSource,
  orgId: string,
  ref: string,
  page: { beforeLeg?: number | undefined; limit: number },
): Promise<JobStory | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: STORY, values: [orgId, ref, page.beforeLeg ?? null, page.limit] });
    return row === undefined ? null : storyOf(row.story as StoryJson);
  });
}

interface StoryJson {
  readonly job: unknown;
  readonly epochs: readonly JobReport[];
  readonly holds: readonly HoldJson[];
}

interface HoldJson extends Pick<JobHold, "id" | "state" | "silentAt"> {
  /** The slices in no order. */
  readonly slices: readonly SliceJson[];
}

/** The credit that one grant gives to a hold. */
interface SliceJson {
  readonly grant: Pick<GrantTerms, "id" | "source" | "kind" | "effectiveAt" | "expiresAt">;
  readonly reserved: string;
  readonly open: string;
  readonly settled: string;
  readonly released: string;
}

function storyOf({ job, epochs, holds }: StoryJson): JobStory {
  const line = jobLine(job);
  const open = holds.find(({ state }) => state === "open");
  const oldest = epochs[0]?.leg ?? 1;
  return {
    job: {
      ...line,
      hold: open === undefined ? null : { id: open.id, open: line.held, silentAt: open.silentAt },
    },
    perHour: line.perHour,
    unbilled: unbilledOf(line),
    epochs,
    nextLeg: oldest > 1 ? oldest : null,
    holds: holds.map(holdOf),
  };
}

function unbilledOf({ rateNanos, priceShape, unitsMilli, estimateMs, reportedMs, chargeableMs }: JobLine): Micros {
  const price = priceShape && priceOfShown(priceShape);
  const terms = { rate: BigInt(rateNanos), price, unitsMilli, estimateMs };
  return greatest(priceOf(terms, reportedMs) - priceOf(terms, chargeableMs), 0n);
}

function holdOf({ id, state, silentAt, slices }: HoldJson): JobHold {
  const total = (of: (slice: SliceJson) => string) => slices.reduce((sum, slice) => sum + BigInt(of(slice)), 0n);
  return {
    id,
    state,
    silentAt,
    reserved: total((slice) => slice.reserved),
    open: total((slice) => slice.open),
    settled: total((slice) => slice.settled),
    released: total((slice) => slice.released),
    slices: slices
      .toSorted((a, b) => compareBurn(a.grant, b.grant))
      .map(({ grant: { source, kind }, open }) => ({ source, kind, open })),
  };
}

const REPORTS = `
  SELECT json_agg(json_build_object(
      'leg', c.leg, 'at', instant_ms(c.at), 'seq', e.seq, 'fromMs', coalesce((SELECT b.chargeable_ms FROM job_charges b
        WHERE b.org_id = $1 AND b.job_id = j.id AND b.leg < c.leg ORDER BY b.leg DESC LIMIT 1), 0),
      'untilMs', c.chargeable_ms, 'reportedMs', c.reported_ms, 'amount', c.amount::text,
      'decision', c.decision, 'reason', c.reason, 'missing', c.missing::text,
      'budget', CASE WHEN c.reason = 'budget_exceeded' THEN e.answer::json -> 'budget' END,
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

// Ids of holds are UUIDs of version 7, so they are in the order of time.
const HOLDS = `
  SELECT json_agg(json_build_object('id', h.id, 'state', h.state, 'silentAt', instant_ms(h.silent_at),
      'slices', coalesce((${SLICES}), '[]')) ORDER BY h.id DESC)
    FROM (SELECT * FROM holds WHERE org_id = $1 AND job_id = j.id ORDER BY id DESC LIMIT ${MOST_HOLDS}) h`;

const STORY = `
  SELECT json_build_object('job', ${JOB_LINE}, 'epochs', coalesce((${REPORTS}), '[]'), 'holds', coalesce((${HOLDS}), '[]'))
    AS story
    FROM jobs j WHERE j.org_id = $1 AND j.ref = $2`;
