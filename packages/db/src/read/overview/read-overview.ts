import {
  endOfOutlook,
  type FreeCredit,
  freeCredit,
  type GrantKind,
  type GrantSource,
  type GrantTerms,
  hasLapsed,
  hourlyPrice,
  type Instant,
  type OrgLedger,
} from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { type Price, parseCanonicalPrice } from "@scrip/domain/usage/prices";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { type LedgerSnapshot, peek, type TimeAhead } from "../../ledger/peek.ts";
import type { Books } from "../../ledger/run-batch.ts";
import { type ActivityLine, activityPage } from "../activity/list-activity.ts";
import { type LiveJobs, liveJobs } from "../jobs/live-jobs.ts";
import { spentBetween } from "./spent-between.ts";

/** The data for a forecast of credit: the present ledger, live jobs and scheduled grants. */
export interface Outlook {
  readonly look: LedgerSnapshot;
  /**
   * Free credit by the instants at which it lapses, soonest first. Credit that lapses after the end of the outlook is
   * one sum, as if it never lapsed.
   */
  readonly free: readonly FreeCredit[];
  readonly live: LiveJobs;
  /** The cost of all running jobs per hour, in micro-USD. */
  readonly perHour: Micros;
  readonly scheduled: readonly GrantTerms[];
}

/** An organization at one moment, for the overview page. */
export interface OverviewRead extends Outlook {
  readonly activities: readonly ActivityLine[];
  /** Micro-USD used from each requested instant until the next one; the last until now. */
  readonly spent: readonly Micros[];
}

/** The spans of time of the overview page, for the organization's time. */
interface OverviewSpans {
  /** Returns the end of the span whose lapsing credit is wanted. */
  readonly lapsingUntil: TimeAhead;
  /** Returns the instants for `spent`, ascending. */
  readonly sinceOf: (now: Instant) => readonly Instant[];
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
  { lapsingUntil, sinceOf }: OverviewSpans,
): Promise<OverviewRead> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const outlook = await readOutlook(query, books, orgId, lapsingUntil);
    const { lines } = await activityPage(query, orgId, {}, { limit: SHOWN });
    const { ledger, now } = outlook.look;
    const spent = await spentBetween(query, orgId, sinceOf(Math.max(now, ledger.at)));
    return { ...outlook, activities: lines, spent };
  });
}

/** Reads the same without the activities, in a transaction that reads more. */
export async function readOutlook(
  query: Query,
  books: Books,
  orgId: string,
  lapsingUntil?: TimeAhead,
): Promise<Outlook> {
  const look = await peek(query, books, orgId, { lapsingUntil });
  const at = Math.max(look.now, look.ledger.at);
  const live = await liveJobs(query, orgId, SHOWN);
  const rows = await query({ text: SCHEDULED, values: [orgId] });
  const scheduled = rows.map(({ terms }) => termsOf(terms as ScheduledJson));
  const perHour = live.terms.reduce(
    (sum, { rate, price, unitsMilli, chargeableMs, count }) =>
      sum + hourlyPrice({ rate: BigInt(rate), price: priceIn(price), unitsMilli, chargeableMs }) * BigInt(count),
    0n,
  );
  const all = scheduled.reduce((sum, { amount }) => sum + amount, BigInt(live.held) + look.ledger.balance.available);
  const free = freeCredit(look.ledger, at) ?? (await sumFree(query, look.ledger, at, endOfOutlook(perHour, all, at)));
  return { look, free, live, perHour, scheduled };
}

const priceIn = (text: string | null): Price | null => (text === null ? null : parseCanonicalPrice(text));

/** Adds up free credit in PostgreSQL, for an organization with more open grants than are loaded. */
async function sumFree(query: Query, ledger: OrgLedger, at: Instant, end: Instant): Promise<FreeCredit[]> {
  const next = ledger.burnOrder.map((id) => ledger.grants.get(id)).find((grant) => grant && !hasLapsed(grant, at));
  // The next expiry is shown, however far away it is.
  const until = Math.max(end, next?.expiresAt ?? end);
  const instants = [at, until].map((instant) => new Date(instant).toISOString());
  const [row] = await query({ text: FREE, values: [ledger.orgId, ...instants] });
  const lines = typeof row?.free === "string" ? row.free.split("\n") : [];
  return lines.map((line) => {
    const [expiresAt = "", promotional = "", paid = ""] = line.split(",");
    return {
      expiresAt: expiresAt === "" ? null : Number(expiresAt),
      promotional: BigInt(promotional),
      paid: BigInt(paid),
    };
  });
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

// One line of text for each expiry, as in `lock_and_load`.
const FREE = `
  SELECT string_agg(concat_ws(',', coalesce(round(date_part('epoch', until) * 1000)::bigint::text, ''), promotional,
      avail - promotional), E'\\n' ORDER BY until) AS free
    FROM (SELECT CASE WHEN expires_at <= $3 THEN expires_at END AS until, sum(avail) AS avail,
        sum(CASE kind WHEN 'promotional' THEN avail ELSE 0 END) AS promotional
      FROM grants WHERE org_id = $1 AND is_open AND (expires_at > $2 OR expires_at IS NULL)
      GROUP BY 1) AS by_expiry`;

const SCHEDULED = `
  SELECT json_build_object('id', id, 'source', source, 'kind', kind, 'amount', amount::text,
    'effectiveAt', instant_ms(effective_at), 'expiresAt', instant_ms(expires_at), 'businessKey', business_key) AS terms
  FROM scheduled_grants WHERE org_id = $1 AND NOT issued AND NOT cancelled ORDER BY effective_at, id`;
