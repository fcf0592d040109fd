import { sourcesNamed } from "@scrip/domain/activity";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { entriesFound, LINE, LINE_JOINS } from "../activity/entry-lines.ts";
import type { ActivityLine } from "../activity/list-activity.ts";
import { JOB_LINE, type JobLine, jobLine } from "../jobs/job-line.ts";

/** The jobs and entries that a text names. */
export interface FoundByText {
  readonly jobs: readonly JobLine[];
  readonly entries: readonly ActivityLine[];
}

/** The most jobs, and the most entries, in an answer. */
const MOST_FOUND = 8;

/** How many of the newest jobs and grants are searched for a part of a name. Older ones are found by their whole name. */
const MOST_SEARCHED = { jobs: 5000, grants: 1000 };

const NUMBER = /^#?([1-9]\d{0,14})$/;
const ID = /^(?:(?:job|grant|hold|charge|debt)_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * Finds jobs and entries by a text: a part of a job's name, a number of an entry, an id, or a part of a grant's business
 * key or source. The work does not depend on the length of the history: ids, numbers and whole names are looked up by
 * key, and parts of names are compared with a limited number of the newest rows.
 * @throws OrganizationMissing
 * @source docs/rules.md#search
 */
export async function findByText(
  organizations: OrganizationsSource,
  orgId: string,
  text: string,
): Promise<FoundByText> {
  const [, seq = null] = NUMBER.exec(text) ?? [];
  const [, id = null] = ID.exec(text) ?? [];
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => ({
    jobs: await jobsOf(query, [orgId, text, id]),
    entries: await entriesOf(query, [orgId, text, id, seq, sourcesNamed(text)]),
  }));
}

async function jobsOf(query: Query, values: readonly unknown[]): Promise<JobLine[]> {
  return (await query({ text: JOBS, values })).map(({ job }) => jobLine(job));
}

async function entriesOf(query: Query, values: readonly unknown[]): Promise<ActivityLine[]> {
  return (await query({ text: ENTRIES, values })).map(({ line }) => line as ActivityLine);
}

/** Whether an expression has the text `$2` in it, in any case. */
const hasText = (expression: string): string => `strpos(lower(${expression}), lower($2)) > 0`;

const JOBS = `
  WITH newest AS MATERIALIZED (
    SELECT id, ref FROM jobs WHERE org_id = $1 ORDER BY started_at DESC LIMIT ${MOST_SEARCHED.jobs}
  ), picked AS MATERIALIZED (
    SELECT id FROM newest WHERE ${hasText("ref")}
    UNION SELECT id FROM jobs WHERE org_id = $1 AND ref = $2
    UNION SELECT id FROM jobs WHERE org_id = $1 AND id = $3::uuid
  )
  SELECT ${JOB_LINE} AS job FROM picked JOIN jobs j ON j.org_id = $1 AND j.id = picked.id
  ORDER BY (j.ref = $2) DESC, j.started_at DESC, j.id DESC LIMIT ${MOST_FOUND}`;

// Ids of grants are UUIDs of version 7, so they are in the order of time. A stored business key begins with the kind of
// its caller, which no page shows.
const PICKED = `
  WITH newest AS MATERIALIZED (
    SELECT id, business_key, source FROM grants WHERE org_id = $1 ORDER BY id DESC LIMIT ${MOST_SEARCHED.grants}
  ), named AS MATERIALIZED (
    SELECT id FROM newest
    WHERE ${hasText("regexp_replace(business_key, '^[a-z]+:', '')")} OR source = ANY ($5)
    ORDER BY id DESC LIMIT ${MOST_FOUND}
  ), found_by AS MATERIALIZED (
    SELECT seq FROM entries WHERE org_id = $1 AND seq = $4::bigint
    UNION SELECT seq FROM (
      SELECT seq FROM entries WHERE org_id = $1 AND cause_id = $3::uuid ORDER BY leg DESC LIMIT ${MOST_FOUND}) of_id
    UNION SELECT issued.seq FROM named CROSS JOIN LATERAL (
      SELECT seq FROM entries
      WHERE org_id = $1 AND cause_id = named.id AND leg = 1 AND cause_type = 'grant' LIMIT 1) issued
  )
  SELECT seq FROM found_by ORDER BY seq DESC LIMIT ${MOST_FOUND}`;

const ENTRIES = `
  ${entriesFound(PICKED)}
  SELECT ${LINE} AS line FROM found e ${LINE_JOINS} ORDER BY e.seq DESC`;
