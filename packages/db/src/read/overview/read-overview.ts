import type { GrantKind, GrantSource, GrantTerms, Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { noNamedRows } from "../../ledger/load/named-rows.ts";
import { type Books, type LedgerSnapshot, peek } from "../../ledger/run-batch.ts";
import { type ActivityLine, activityPage } from "../activity/list-activity.ts";
import { type LiveJobs, liveJobs } from "../jobs/live-jobs.ts";

/** The data for a forecast of credit: the present ledger, live jobs and scheduled grants. */
export interface Outlook {
  readonly look: LedgerSnapshot;
  readonly live: LiveJobs;
  readonly scheduled: readonly GrantTerms[];
}

/** An organization at one moment, for the overview page. */
export interface OverviewRead extends Outlook {
  readonly activities: readonly ActivityLine[];
}

/** The number of jobs and of activities on the overview page. */
const SHOWN = 5;

/**
 * Reads an organization's overview page in one snapshot.
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

/** Reads the same without the activities, in a transaction that reads more. */
export async function readOutlook(query: Query, books: Books, orgId: string): Promise<Outlook> {
  const seen = await peek(query, books, orgId, noNamedRows());
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
