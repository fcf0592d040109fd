import type { Instant, RunwayNote } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import type { Books } from "../../ledger/run-batch.ts";
import { type AlertFacts, readAlertFacts } from "./alert-facts.ts";
import { type Outlook, readOutlook } from "./read-outlook.ts";

/** The outlook of an organization with its newest note. */
export interface NotedOutlook {
  readonly outlook: Outlook;
  readonly last: RunwayNote | null;
  readonly alerts: AlertFacts;
}

/**
 * Reads the outlook of an organization, the newest note of its runway, and what decides about notices.
 * @throws OrganizationMissing
 */
export function readNotedOutlook(
  organizations: OrganizationsSource,
  books: Books,
  orgId: string,
): Promise<NotedOutlook> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const outlook = await readOutlook(query, books, orgId);
    const [last = null] = await notes(query, LAST, [orgId]);
    const at = Math.max(outlook.look.now, outlook.look.ledger.at);
    return { outlook, last, alerts: await readAlertFacts(query, orgId, at) };
  });
}

/** About the most notes of one answer. A week has every note: they are at least a quarter of an hour apart. */
const MOST = 700;

/**
 * Reads how the runway of an organization moved within the last days, the oldest note first. A long time has the last note
 * of each of 700 equal spans, so that the answer stays small.
 * @param days until the organization's time
 * @throws OrganizationMissing
 */
export function readRunwayHistory(
  organizations: OrganizationsSource,
  orgId: string,
  days: number,
): Promise<readonly RunwayNote[]> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [clock] = await query({ text: CLOCK, values: [orgId] });
    const until = Number(clock?.now);
    const since = until - days * DAY_MS;
    const spanSeconds = (until - since) / 1000 / MOST;
    return notes(query, SINCE, [orgId, isoOf(since), spanSeconds]);
  });
}

const DAY_MS = 86_400_000;

const isoOf = (at: Instant): string => new Date(at).toISOString();

interface NoteRow {
  readonly at: Date;
  readonly state: RunwayNote["state"];
  readonly endsAt: Date | null;
  readonly perHour: string | bigint;
}

async function notes(query: Query, text: string, values: readonly unknown[]): Promise<RunwayNote[]> {
  const rows = (await query({ text, values: [...values] })) as unknown as readonly NoteRow[];
  return rows.map(({ at, state, endsAt, perHour }) => ({
    at: at.getTime(),
    state,
    endsAt: endsAt?.getTime() ?? null,
    perHour: BigInt(perHour),
  }));
}

const CLOCK = `
  SELECT instant_ms(coalesce(clock_at, date_trunc('milliseconds', clock_timestamp()))) AS now
    FROM organizations WHERE org_id = $1`;

const NOTE = `at, state, ends_at AS "endsAt", per_hour::text AS "perHour"`;

const LAST = `SELECT ${NOTE} FROM runway_history WHERE org_id = $1 ORDER BY at DESC LIMIT 1`;

// The note before the start says what the runway was when the time begins.
const SINCE = `
  SELECT * FROM (
    (SELECT ${NOTE} FROM runway_history WHERE org_id = $1 AND at <= $2 ORDER BY at DESC LIMIT 1)
    UNION ALL
    (SELECT DISTINCT ON (floor(date_part('epoch', at - $2::timestamptz) / $3::float8)) ${NOTE}
      FROM runway_history WHERE org_id = $1 AND at > $2
      ORDER BY floor(date_part('epoch', at - $2::timestamptz) / $3::float8), at DESC)
  ) AS found ORDER BY at`;
