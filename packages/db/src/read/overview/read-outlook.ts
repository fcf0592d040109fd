import {
  type Command,
  endOfOutlook,
  type FreeCredit,
  freeCredit,
  type GrantTerms,
  hasLapsed,
  hourlyPrice,
  type Instant,
  lastOfOutlook,
  type OrgLedger,
} from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { comingCredit } from "@scrip/domain/plans/coming";
import { type Price, parseCanonicalPrice } from "@scrip/domain/usage/prices";
import { NOTHING_STORED, type StorageNow, storageNow } from "@scrip/domain/usage/storage";
import type { Query } from "../../connection/query.ts";
import { type LedgerSnapshot, peek, type TimeAhead } from "../../ledger/peek.ts";
import type { Books } from "../../ledger/run-batch.ts";
import { type LiveJobs, liveJobs } from "../jobs/live-jobs.ts";
import { type RunningEndpoints, runningEndpoints } from "../usage/running-endpoints.ts";
import { type CreditToCome, creditToCome } from "./credit-to-come.ts";

/** Running work of one kind: how much of it runs, and what it costs per hour in micro-USD. */
export interface RunningWork {
  readonly count: number;
  readonly perHour: Micros;
}

/** The data for a forecast of credit: the present ledger, all running work, and the grants that will come. */
export interface Outlook {
  readonly look: LedgerSnapshot;
  /**
   * Free credit by the instants at which it lapses, soonest first. Credit that lapses after the end of the outlook is
   * one sum, as if it never lapsed.
   */
  readonly free: readonly FreeCredit[];
  readonly live: LiveJobs;
  readonly jobs: RunningWork;
  /** Running endpoints, with the amount that they have accrued and is not settled, in micro-USD. */
  readonly endpoints: RunningEndpoints;
  readonly storage: StorageNow;
  /** The cost of all running work per hour, in micro-USD. */
  readonly perHour: Micros;
  readonly isRunning: boolean;
  /** Scheduled grants, and the grants that the plan and the contracts will give within the outlook. */
  readonly coming: readonly GrantTerms[];
}

/** The number of jobs and of activities on the overview page. */
export const SHOWN = 5;

const NO_ENDPOINTS: RunningEndpoints = { count: 0, perHour: 0n, accrued: 0n, dearest: [] };

/** What is read beside the outlook. */
export interface OutlookOptions {
  /** Returns the end of the span whose lapsing credit is wanted. */
  readonly lapsingUntil?: TimeAhead | undefined;
  /** A command that is tried out, whose budgets are loaded. */
  readonly tried?: Command;
}

const priceIn = (text: string | null): Price | null => (text === null ? null : parseCanonicalPrice(text));

/** Reads the outlook of an organization, in a transaction that may read more. */
export async function readOutlook(
  query: Query,
  books: Books,
  orgId: string,
  options: OutlookOptions = {},
): Promise<Outlook> {
  // In one round trip: none of them needs another one.
  const [look, live, toCome] = await Promise.all([
    peek(query, books, orgId, options),
    liveJobs(query, orgId, SHOWN),
    creditToCome(query, orgId),
  ]);
  const at = Math.max(look.now, look.ledger.at);
  const endpoints = look.ledger.hasMeters ? await runningEndpoints(query, orgId, SHOWN) : NO_ENDPOINTS;
  const coming = await grantsToCome(query, books, toCome, at);
  const jobs = { count: live.runningCount, perHour: costOf(live) };
  const storage = storedNow(look, at);
  const perHour = jobs.perHour + endpoints.perHour + storage.perHour;
  const isRunning = jobs.count + endpoints.count > 0 || storage.perHour > 0n;
  const all = coming.reduce((sum, { amount }) => sum + amount, BigInt(live.held) + look.ledger.balance.available);
  const free = freeCredit(look.ledger, at) ?? (await sumFree(query, look.ledger, at, endOfOutlook(perHour, all, at)));
  return { look, free, live, jobs, perHour, isRunning, coming, endpoints, storage };
}

function storedNow({ ledger: { storage }, context }: LedgerSnapshot, at: Instant): StorageNow {
  if (storage === null) return NOTHING_STORED;
  return storageNow(storage, (version) => context.books(version).catalog, at);
}

function costOf({ terms }: LiveJobs): Micros {
  return terms.reduce(
    (sum, { rate, price, unitsMilli, chargeableMs, count }) =>
      sum + hourlyPrice({ rate: BigInt(rate), price: priceIn(price), unitsMilli, chargeableMs }) * BigInt(count),
    0n,
  );
}

async function grantsToCome(
  query: Query,
  books: Books,
  { scheduled, subscription, contracts }: CreditToCome,
  at: Instant,
): Promise<readonly GrantTerms[]> {
  if (subscription !== null) await books.ensure([subscription.catalogVersion], query);
  const plan = subscription && { subscription, catalog: books.book(subscription.catalogVersion).catalog };
  return [...scheduled, ...comingCredit({ subscription: plan, contracts }, lastOfOutlook(at))];
}

/** Adds up free credit in PostgreSQL, for an organization with more open grants than are loaded. */
async function sumFree(query: Query, ledger: OrgLedger, at: Instant, end: Instant): Promise<FreeCredit[]> {
  const next = ledger.burnOrder.map((id) => ledger.grants.get(id)).find((grant) => grant && !hasLapsed(grant, at));
  // The next expiry is shown, however far away it is.
  const until = Math.max(end, next?.expiresAt ?? end);
  const instants = [at, until].map((instant) => new Date(instant).toISOString());
  const [row] = await query({ name: "free-credit", text: FREE, values: [ledger.orgId, ...instants] });
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

// One line of text for each expiry, as in `lock_and_load_heads`.
const FREE = `
  SELECT string_agg(concat_ws(',', coalesce(round(date_part('epoch', until) * 1000)::bigint::text, ''), promotional,
      avail - promotional), E'\\n' ORDER BY until) AS free
    FROM (SELECT CASE WHEN expires_at <= $3 THEN expires_at END AS until, sum(avail) AS avail,
        sum(CASE kind WHEN 'promotional' THEN avail ELSE 0 END) AS promotional
      FROM grants WHERE org_id = $1 AND is_open AND (expires_at > $2 OR expires_at IS NULL)
      GROUP BY 1) AS by_expiry`;
