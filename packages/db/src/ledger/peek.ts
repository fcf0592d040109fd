import {
  type Command,
  copyOf,
  type Instant,
  lapsedAt,
  lapsingBetween,
  MoreNeeded,
  type OrgLedger,
  type RuleContext,
} from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { OrganizationMissing } from "../connection/errors.ts";
import type { Query } from "../connection/query.ts";
import { FIRST_OPEN_ROWS, load } from "./load/load.ts";
import { loadBudgets } from "./load/load-budgets.ts";
import { readContractRates } from "./load/load-contract-rates.ts";
import { loadJobPrices } from "./load/load-job-prices.ts";
import { readMeters } from "./load/load-meters.ts";
import { loadMonthsOf } from "./load/load-months.ts";
import { loadMore, sumLapsing, timeOf } from "./load/load-more.ts";
import { readStorageOf } from "./load/load-storage.ts";
import { type NamedRows, noNamedRows } from "./load/named-rows.ts";
import { type Books, ensureBooks } from "./run-batch.ts";

/** The current ledger of an organization, with the prices that decide its commands. */
export interface LedgerSnapshot {
  readonly ledger: OrgLedger;
  /** The organization's time. */
  readonly now: Instant;
  readonly onTestClock: boolean;
  readonly context: RuleContext;
  /** Free credit that has lapsed and is not swept. Micro-USD. */
  readonly lapsed: Micros;
  /** Free credit that lapses between now and the time that was asked for. Micro-USD; 0 if none was asked for. */
  readonly lapsing: Micros;
  /** Loads more open grants or debts, in the transaction of the snapshot. */
  readonly more: (what: MoreNeeded["what"]) => Promise<void>;
}

/** A time of an organization, which depends on its ledger: such as the end of the window in which credit expires soon. */
export type TimeAhead = (org: Pick<LedgerSnapshot, "ledger" | "now" | "context">) => Instant;

/** What is read beside the first open grants and debts. */
export interface PeekOptions {
  readonly named?: Partial<NamedRows>;
  /** Returns the end of the span whose lapsing credit is wanted. */
  readonly lapsingUntil?: TimeAhead | undefined;
  /** A command that is tried out, whose budgets are loaded. */
  readonly tried?: Command;
  /** How many open grants and open debts are loaded at first. */
  readonly openRows?: number;
}

/**
 * Reads an organization's ledger without locking it: for answers, dry runs and estimates.
 * @param query of a snapshot: several statements must see one moment
 * @throws OrganizationMissing
 * @source docs/rules.md#dry-runs
 */
export async function peek(
  query: Query,
  books: Books,
  orgId: string,
  { named, lapsingUntil, tried, openRows = FIRST_OPEN_ROWS }: PeekOptions = {},
): Promise<LedgerSnapshot> {
  const loaded = await load(query, [orgId], { ...noNamedRows(), ...named }, { lock: false, openRows });
  const org = loaded.orgs.get(orgId);
  if (org === undefined) throw new OrganizationMissing(orgId);
  await loadJobPrices(query, loaded.orgs);
  if (org.hadMeters) {
    await readMeters(query, loaded.orgs, { refs: [], ids: [] });
    await readStorageOf(query, org);
  }
  await ensureBooks(query, books, loaded);
  await readContractRates(query, [org]);
  await loadMonthsOf(query, org);
  if (tried !== undefined) await loadBudgets(query, loaded.orgs, [{ command: tried, key: null }]);
  const { ledger, now, onTestClock } = org;
  const context = { books: books.book };
  const more = (what: MoreNeeded["what"]) => loadMore(query, org, what);
  const at = timeOf(org);
  // Then the next grants have not lapsed, and the sum of those that have is known.
  if (lapsedAt(ledger, at) === null) await more("grants");
  const lapsed = lapsedAt(ledger, at) ?? 0n;
  const until = lapsingUntil?.({ ledger, now, context }) ?? at;
  const lapsing = lapsingBetween(ledger, at, until) ?? (await sumLapsing(query, orgId, at, until));
  return { ledger, now, onTestClock, context, lapsed, lapsing, more };
}

/** Runs a calculation on copies of a ledger, and loads more rows of it until they are enough. */
export async function calculatedWithEnough<Result>(
  snapshot: LedgerSnapshot,
  calculate: (snapshot: LedgerSnapshot) => Result,
): Promise<Result> {
  for (;;)
    try {
      return calculate({ ...snapshot, ledger: copyOf(snapshot.ledger) });
    } catch (error) {
      if (!(error instanceof MoreNeeded)) throw error;
      await snapshot.more(error.what);
    }
}
