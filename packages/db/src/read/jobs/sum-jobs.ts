import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { filterValues, type JobFilter, jobMatches } from "./job-filter.ts";

/** The sums of filtered jobs. */
export interface JobsSum {
  readonly count: number;
  readonly runningCount: number;
  readonly chargeableMs: number;
  /** Micro-USD. */
  readonly charged: Micros;
  /** The amount on hold for them now, in micro-USD. */
  readonly held: Micros;
  /** The cost of an hour of those that run now, in micro-USD. */
  readonly perHour: Micros;
}

/**
 * Adds up the jobs of a filter. It reads each of them once.
 * @throws OrganizationMissing
 */
export async function sumJobs(organizations: OrganizationsSource, orgId: string, filter: JobFilter): Promise<JobsSum> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const [row = {}] = await query({ text: sumSql(filter), values: [orgId, ...filterValues(filter)] });
    return {
      count: Number(row.count),
      runningCount: Number(row.running),
      chargeableMs: Number(row.time),
      charged: BigInt(String(row.used)),
      held: BigInt(String(row.held)),
      perHour: BigInt(String(row.per_hour)),
    };
  });
}

// The price of an hour is rounded down for each job, as its row shows it: nano-USD x thousandths / 1,000,000.
const sumSql = (filter: JobFilter): string => `
  WITH found AS MATERIALIZED (
    SELECT state, hold_id, rate, units_milli, chargeable_ms, charged FROM jobs WHERE ${jobMatches(filter)}
  )
  SELECT count(*) AS count, count(*) FILTER (WHERE state = 'running') AS running,
      coalesce(sum(chargeable_ms), 0) AS time, coalesce(sum(charged), 0)::text AS used,
      coalesce(sum(div(rate::numeric * units_milli, 1000000)) FILTER (WHERE state = 'running'), 0)::text AS per_hour,
      (SELECT coalesce(sum(s.open), 0) FROM found f JOIN hold_slices s ON s.org_id = $1 AND s.hold_id = f.hold_id
        WHERE f.hold_id IS NOT NULL)::text AS held
    FROM found`;
