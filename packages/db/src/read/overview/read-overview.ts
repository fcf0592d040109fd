import type { GrantKind, GrantSource, GrantTerms, Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { noFacts } from "../../ledger/load/named-rows.ts";
import { type Books, type Look, look } from "../../ledger/run-batch.ts";
import { type ActivityLine, activityPage } from "../activity/list-activity.ts";
import { type LiveJobs, liveJobs } from "../jobs/live-jobs.ts";

/** What decides how credit goes on: the ledger now, live work, and grants to come. */
export interface Outlook {
  readonly look: Look;
  readonly live: LiveJobs;
  readonly scheduled: readonly GrantTerms[];
}

/** An organization at one moment, for its first page. */
export interface OverviewRead extends Outlook {
  readonly activities: readonly ActivityLine[];
}

/** How many jobs and activities the first page shows. */
const SHOWN = 5;

/**
 * Reads an organization's first page in one snapshot.
 * @throws OrganizationMissing
 */
export async function readOverview(
  organizations: OrganizationsSource,
  books: Books,
  orgId: string,
): Promise<OverviewRead> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const outlook = await readOutlook(query, books, orgId);
    const { lines } = await activityPage(query, orgId, {}, { limit: SHOWN });
    return { ...outlook, activities: lines };
  });
}

/** The same without the activities, within a transaction that reads more. */
export async function readOutlook(query: Query, books: Books, orgId: string): Promise<Outlook> {
  const seen = await look(query, books, orgId, noFacts());
  const live = await liveJobs(query, orgId, SHOWN);
  const rows = await query({ text: SCHEDULED, values: [orgId] });
  return { look: seen, live, scheduled: rows.map(({ terms }) => termsOf(terms as ScheduledJson)) };
}

interface ScheduledJson {
  readonly id: string;
  readonly source: GrantSource;
  readonly kind: GrantKind;
  readonly amount: string;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant | null;
  readonly businessKey: string;
}

function termsOf(json: ScheduledJson): GrantTerms {
  return { ...json, amount: BigInt(json.amount) };
}

const SCHEDULED = `
  SELECT json_build_object('id', id, 'source', source, 'kind', kind, 'amount', amount::text,
    'effectiveAt', instant_ms(effective_at), 'expiresAt', instant_ms(expires_at), 'businessKey', business_key) AS terms
  FROM scheduled_grants WHERE org_id = $1 AND NOT issued ORDER BY effective_at, id`;
