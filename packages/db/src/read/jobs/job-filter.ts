import type { Instant, JobState } from "@scrip/domain/ledger";

/** The conditions of a list of jobs; a job must match all of them. */
export interface JobFilter {
  readonly states?: readonly JobState[] | undefined;
  readonly project?: string | undefined;
  readonly member?: string | undefined;
  readonly resource?: string | undefined;
  /** A part of the caller's name for a job, in any case. */
  readonly search?: string | undefined;
  /** Jobs that started in `[from, until)`. */
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** The states of jobs that have not ended. A partial index finds these jobs among any number of ended ones. */
const LIVE: readonly JobState[] = ["running", "paused", "silent"];

/** The condition on rows of jobs; `$1` is the organization, `$2` to `$8` are the values of `filterValues`. */
export function jobMatches({ states }: JobFilter): string {
  const onlyLive = states?.every((state) => LIVE.includes(state)) ?? false;
  return `org_id = $1 AND ($2::text[] IS NULL OR state = ANY ($2)) ${onlyLive ? "AND ended_at IS NULL" : ""}
      AND ($3::text IS NULL OR project = $3) AND ($4::text IS NULL OR member = $4)
      AND ($5::text IS NULL OR resource = $5) AND ($6::text IS NULL OR strpos(lower(ref), lower($6)) > 0)
      AND ($7::timestamptz IS NULL OR started_at >= $7) AND ($8::timestamptz IS NULL OR started_at < $8)`;
}

/** The parameters `$2` to `$8`. */
export function filterValues({ states, project, member, resource, search, from, until }: JobFilter): unknown[] {
  const labels = [project ?? null, member ?? null, resource ?? null, search ?? null];
  return [states ?? null, ...labels, instant(from), instant(until)];
}

function instant(ms: Instant | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
