import {
  apply,
  type Command,
  type Decision,
  decide,
  type Instant,
  MoreNeeded,
  type PriceBook,
} from "@scrip/domain/ledger";
import { isRecorded, refusal } from "@scrip/domain/refusals";
import { reach } from "../connection/crash-points.ts";
import type { Query } from "../connection/query.ts";
import type { Moved } from "../events/announcement.ts";
import { isKeyInEntry, payloadIdOf } from "./keys/key-id.ts";
import { payloadHash } from "./keys/payload-hash.ts";
import type { KnownSeries } from "./keys/series.ts";
import { type KeyedCommand, type Outcome, type Submitted, toKeyed } from "./keys/submitted.ts";
import type { BatchLimits } from "./lane-queue.ts";
import { FIRST_OPEN_ROWS, load } from "./load/load.ts";
import { loadBudgets } from "./load/load-budgets.ts";
import { loadContractRates } from "./load/load-contract-rates.ts";
import { loadCorrections } from "./load/load-corrections.ts";
import { loadJobPrices } from "./load/load-job-prices.ts";
import { loadMeters } from "./load/load-meters.ts";
import { loadMonths } from "./load/load-months.ts";
import { loadMore } from "./load/load-more.ts";
import { loadPlans } from "./load/load-plans.ts";
import { loadStorage } from "./load/load-storage.ts";
import { loadUsage } from "./load/load-usage.ts";
import type { Loaded, LoadedOrg } from "./load/loaded.ts";
import { monthsThatMayFall } from "./load/months-that-fall.ts";
import { namedRowsOf } from "./load/named-rows.ts";
import { BatchRows } from "./write/batch-rows.ts";
import type { HeadRow, KeyRow } from "./write/tables/batch-row-types.ts";
import { write } from "./write/write.ts";

/** The published price books. They are immutable, so a process caches those that it has read. */
export interface Books {
  /** Reads the versions that are not cached yet. @param query of the caller's transaction, if it has one */
  readonly ensure: (versions: Iterable<number>, query?: Query) => Promise<void>;
  readonly book: (version: number) => PriceBook;
}

/** The result of a batch, before it is committed. */
export interface BatchResult {
  readonly outcomes: (Outcome | Error)[];
  /** The changes to announce after the commit. */
  readonly moved: Moved;
  /** The numbers of the series that the batch wrote. */
  readonly series: ReadonlySet<bigint>;
}

/** Options for running a batch. */
export interface BatchOptions extends Pick<BatchLimits, "part"> {
  /** Sends the last part of the batch, and may commit with it. */
  readonly finish: Query;
  readonly series: Pick<KnownSeries, "has">;
  /** How many open grants and open debts of each organization are loaded at first. */
  readonly openRows?: number;
}

/**
 * Runs commands of any number of organizations in the caller's transaction. It locks and loads the organizations,
 * decides the commands one after another in memory, and sends their rows. The rows of a hot organization are sent in
 * parts, without waiting in between.
 * @returns an outcome for each command, in order; an `Error` if our own code failed on that command alone
 */
export async function runBatch(
  query: Query,
  books: Books,
  batch: readonly Submitted[],
  { part, finish, series, openRows = FIRST_OPEN_ROWS }: BatchOptions,
): Promise<BatchResult> {
  const orgIds = [...new Set(batch.map(({ command }) => command.orgId))];
  const keyed = batch.map(toKeyed);
  const loading = load(query, orgIds, namedRowsOf(keyed), { lock: true, openRows });
  reach("batch.load_sent");
  // PostgreSQL reads meanwhile.
  const commands = keyed.map(withPayload);
  const loaded = await loading;
  await loadFacts(query, books, loaded, batch);
  reach("batch.loaded");
  const outcomes: (Outcome | Error)[] = [];
  const writing: Promise<void>[] = [];
  const written = new Set<bigint>();
  let dueAt: Instant | null = null;
  let rows = new BatchRows(loaded.now, series);
  for (const some of partsOf(commands, orgIds.length, part)) {
    for (const each of some) {
      outcomes.push(await decideWithEnough(query, { loaded, rows, books, writing }, each));
    }
    dueAt = earlier(dueAt, earliestDue(rows));
    for (const number of rows.series.keys()) written.add(number);
    const isLast = outcomes.length === batch.length;
    if (isLast) reach("batch.decided");
    const next = new BatchRows(loaded.now, series);
    // Counters of grants and budgets change in every part, so write them only with the last one.
    if (!isLast) rows.moveCountersTo(next);
    const sent = write(isLast ? finish : query, isLast ? headsOf(loaded) : [], rows);
    sent.catch(() => {});
    writing.push(sent);
    rows = next;
  }
  // Reject with the first failure; later writes fail only because of it.
  await Promise.all(writing);
  return { outcomes, moved: { orgIds: movedOf(batch, outcomes), dueAt }, series: written };
}

/** Reads what the commands of a batch need beside the rows that they name. */
export async function loadFacts(
  query: Query,
  books: Books,
  loaded: Loaded,
  batch: readonly Submitted[],
): Promise<void> {
  await loadJobPrices(query, loaded.orgs);
  await loadUsage(query, loaded.orgs, batch);
  await loadMeters(query, loaded.orgs, batch);
  await loadStorage(query, loaded.orgs, batch);
  // The labels of events and endpoints say which budgets count them.
  await loadBudgets(query, loaded.orgs, batch);
  await loadContractRates(query, loaded.orgs, batch);
  await loadPlans(query, loaded.orgs, batch);
  await ensureBooks(query, books, loaded);
  await loadMonths(query, loaded.orgs, books.book, batch);
  await loadCorrections(query, loaded.orgs, batch, monthsThatMayFall(loaded.orgs, books.book, batch));
}

/** What decides commands one after another: the loaded ledgers, and the rows that are gathered. */
export interface Deciding {
  readonly loaded: Loaded;
  readonly rows: BatchRows;
  readonly books: Books;
  /** The parts of the batch that are being written. */
  readonly writing: readonly Promise<void>[];
}

/** Decides a command, again with more rows as long as it needs them. */
export async function decideWithEnough(query: Query, deciding: Deciding, each: WithPayload): Promise<Outcome | Error> {
  const { loaded, rows, books, writing } = deciding;
  for (;;) {
    const outcome = decideOne(loaded, rows, books, each);
    if (!(outcome instanceof MoreNeeded)) return outcome;
    await moreFor(query, loaded, each, outcome, writing);
  }
}

/** Loads the rows that a command needs. If a part of the batch has failed already, its error says why. */
async function moreFor(
  query: Query,
  { orgs }: Loaded,
  { command }: Submitted,
  { what }: MoreNeeded,
  writing: readonly Promise<void>[],
): Promise<void> {
  const org = orgs.get(command.orgId);
  if (org === undefined) throw new Error("a command needs rows of an organization that was not loaded");
  try {
    await loadMore(query, org, what);
  } catch (error) {
    await Promise.all(writing);
    throw error;
  }
}

/**
 * Splits the batch of a hot organization into parts, each 1.5 times as large as the one before. PostgreSQL writes one
 * part while the next is decided, and deciding is faster by about this factor. A batch of many organizations is one
 * part: other lanes fill the time.
 */
function* partsOf<Each>(batch: readonly Each[], organizations: number, part: number): Generator<readonly Each[]> {
  let from = 0;
  let size = organizations * part <= batch.length ? part : batch.length;
  while (from < batch.length) {
    // If less than half a part would remain, add it to this part.
    const to = batch.length - from - size < part / 2 ? batch.length : from + size;
    yield batch.slice(from, to);
    from = to;
    size = Math.ceil(size * 1.5);
  }
}

/** The new heads of the organizations that got entries, or work without a hold. */
export function headsOf({ orgs }: Loaded): HeadRow[] {
  const heads: HeadRow[] = [];
  for (const { ledger, loadedSeq, hash, hadMeters, stateBefore } of orgs.values()) {
    const { orgId, seq, at, balance, topUpBelow, hasMeters, balanceState } = ledger;
    if (seq !== loadedSeq || hasMeters !== hadMeters)
      heads.push({
        orgId,
        expected: loadedSeq,
        seq,
        at,
        hash,
        ...balance,
        topUpBelow,
        hasMeters,
        balanceState,
        isStateNew: balanceState !== stateBefore,
      });
  }
  return heads;
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/**
 * The organizations with a newly accepted command; refusals and replayed answers are left out: they changed nothing.
 */
function movedOf(batch: readonly Submitted[], outcomes: readonly (Outcome | Error)[]): string[] {
  const isNew = (outcome: Outcome | Error | undefined): boolean =>
    outcome !== undefined && !(outcome instanceof Error) && outcome.ok && !outcome.replayed;
  return [...new Set(batch.filter((_, index) => isNew(outcomes[index])).map(({ command }) => command.orgId))];
}

/** The earliest new due time on PostgreSQL's clock, which the sweeper does not know yet. */
function earliestDue({ due }: BatchRows): Instant | null {
  let earliest: Instant | null = null;
  for (const { dueAt, onTestClock } of due.values())
    if (dueAt !== null && !onTestClock && (earliest === null || dueAt < earliest)) earliest = dueAt;
  return earliest;
}

/** Reads the price books that the loaded ledgers name. */
export async function ensureBooks(query: Query, books: Books, loaded: Loaded): Promise<void> {
  const versions = new Set<number>();
  for (const { ledger } of loaded.orgs.values()) {
    versions.add(ledger.catalogVersion);
    for (const job of ledger.jobs.values()) versions.add(job.catalogVersion);
    for (const { catalogVersion } of ledger.storage?.history.periods ?? []) versions.add(catalogVersion);
    for (const { catalogVersion } of ledger.meters?.endpoints.values() ?? []) versions.add(catalogVersion);
    if (ledger.plan?.subscription) versions.add(ledger.plan.subscription.catalogVersion);
    for (const { version } of ledger.usage?.prices?.versions ?? []) versions.add(version);
  }
  await books.ensure(versions, query);
}

/** A command with the hash of its payload; empty if it has no key. */
export interface WithPayload extends KeyedCommand {
  readonly hash: string;
}

export const withPayload = (keyed: KeyedCommand): WithPayload => ({
  ...keyed,
  hash: keyed.keyId === null ? "" : payloadHash(keyed.command),
});

/** @returns `MoreNeeded` if the command is to be decided again with more rows; it has changed nothing */
function decideOne(loaded: Loaded, rows: BatchRows, books: Books, keyed: WithPayload): Outcome | Error {
  const { command, key, keyId, hash } = keyed;
  const org = loaded.orgs.get(command.orgId);
  if (org === undefined) return notFound(command.orgId);
  const used = keyId === null ? null : { keyId, payloadId: payloadIdOf(hash), operation: command.kind };
  const known = used === null ? undefined : loaded.keys.get(used.keyId);
  if (known !== undefined) return hash.startsWith(known.payload) ? known.outcome : keyReused(command, key ?? "");

  const decision = decided(org, command, books);
  if (decision instanceof Error) return decision;
  if (decision.ok) {
    rows.add(org, decision, used);
    apply(org.ledger, decision);
  }
  const outcome: Outcome = decision.ok
    ? { ok: true, answer: decision.answer, replayed: false }
    : { ok: false, refusal: decision.refusal, replayed: false };
  if (used !== null && key !== null && (decision.ok || isRecorded(decision.refusal.code))) {
    if (!decision.ok || !isKeyInEntry(command.kind, decision)) rows.keys.push(keyRow(command, key, hash, decision));
    loaded.keys.set(used.keyId, { payload: hash, outcome: { ...outcome, replayed: true } });
  }
  return outcome;
}

/** The row of a key whose command made no entry that stores it. */
function keyRow({ orgId, kind: operation }: Command, key: string, payloadHash: string, decision: Decision): KeyRow {
  const outcome = JSON.stringify(decision.ok ? decision.answer : decision.refusal);
  return { orgId, operation, key, payloadHash, accepted: decision.ok, outcome, at: decision.at };
}

/** A rule that throws fails only its own command, which has written nothing yet. */
function decided(org: LoadedOrg, command: Command, books: Books): Decision | Error {
  try {
    return decide(org.ledger, command, org.now, { books: books.book });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function notFound(orgId: string): Outcome {
  const refused = refusal("organization_not_found", "There is no such organization.", { organization: orgId });
  return { ok: false, refusal: refused, replayed: false };
}

function keyReused(command: Command, key: string): Outcome {
  const message =
    "This idempotency key was used before with another payload. Send the same payload again, or use a new key.";
  return { ok: false, refusal: refusal("key_reused", message, { operation: command.kind, key }), replayed: false };
}
