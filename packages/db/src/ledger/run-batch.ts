import {
  apply,
  type Command,
  type Decision,
  decide,
  type Facts,
  type Instant,
  type OrgLedger,
  type PriceBook,
} from "@scrip/domain/ledger";
import { refusal } from "@scrip/domain/refusals";
import { reach } from "../connection/crash-points.ts";
import { OrganizationMissing } from "../connection/errors.ts";
import type { Query } from "../connection/query.ts";
import type { Moved } from "../events/announcement.ts";
import { payloadIdOf } from "./keys/key-id.ts";
import { payloadHash } from "./keys/payload-hash.ts";
import { KnownSeries } from "./keys/series.ts";
import { type Asked, askedOf, type Outcome, type Submitted } from "./keys/submitted.ts";
import type { BatchLimits } from "./lane-queue.ts";
import { load } from "./load/load.ts";
import { loadCorrections } from "./load/load-corrections.ts";
import type { Loaded, LoadedOrg } from "./load/loaded.ts";
import { factsOf, type NamedFacts } from "./load/named-rows.ts";
import { BatchRows } from "./write/batch-rows.ts";
import type { HeadRow, KeyRow } from "./write/batch-tables.ts";
import { write } from "./write/write.ts";

/** The published price books; immutable, so a process keeps what it has read. */
export interface Books {
  /** Reads the versions that are not there yet. */
  readonly ensure: (versions: Iterable<number>) => Promise<void>;
  readonly book: (version: number) => PriceBook;
}

/** A batch as it was decided, before it is committed. */
export interface BatchResult {
  readonly outcomes: (Outcome | Error)[];
  /** What others are told after the commit. */
  readonly moved: Moved;
  /** The numbers of series that it wrote. */
  readonly series: ReadonlySet<bigint>;
}

/** How a batch is carried out. */
export interface Carrying extends Pick<BatchLimits, "part"> {
  /** Sends the last of it, and may commit with that. */
  readonly finish: Query;
  readonly series: Pick<KnownSeries, "has">;
}

/**
 * Runs commands of any number of organizations in the caller's transaction: locks and loads, decides
 * one after another in memory, and sends what they write. That of a hot organization goes in parts, with no
 * wait in between.
 * @returns an outcome for each command, in order; an `Error` where our own code failed on that one alone
 */
export async function runBatch(
  query: Query,
  books: Books,
  batch: readonly Submitted[],
  { part, finish, series }: Carrying = { part: batch.length, finish: query, series: new KnownSeries() },
): Promise<BatchResult> {
  const orgIds = [...new Set(batch.map(({ command }) => command.orgId))];
  const asked = batch.map(askedOf);
  const loading = load(query, orgIds, factsOf(asked), true);
  reach("batch.load_sent");
  // The database reads meanwhile.
  const commands = asked.map(withPayload);
  const loaded = await loading;
  await loadCorrections(query, loaded.orgs, batch);
  reach("batch.loaded");
  await ensureBooks(books, loaded);
  const outcomes: (Outcome | Error)[] = [];
  const writing: Promise<void>[] = [];
  const written = new Set<bigint>();
  let dueAt: Instant | null = null;
  let rows = new BatchRows(loaded.now, series);
  for (const some of partsOf(commands, orgIds.length, part)) {
    for (const each of some) outcomes.push(decideOne(loaded, rows, books, each));
    dueAt = earlier(dueAt, earliestDue(rows));
    for (const number of rows.series.keys()) written.add(number);
    const isLast = outcomes.length === batch.length;
    if (isLast) reach("batch.decided");
    const next = new BatchRows(loaded.now, series);
    // What every part would change again is changed once.
    if (!isLast) rows.leaveGrantsTo(next);
    const sent = write(isLast ? finish : query, isLast ? headsOf(loaded) : [], rows);
    sent.catch(() => {});
    writing.push(sent);
    rows = next;
  }
  // The first that fails is told: those behind it fail for it.
  await Promise.all(writing);
  return { outcomes, moved: { orgIds: movedOf(batch, outcomes), dueAt }, series: written };
}

/**
 * The batch of a hot organization goes in parts, each half as large again as the one before: the database writes one
 * while the next is decided, which takes about so much less time. Where there are many organizations, other lanes
 * fill the time.
 */
function* partsOf<Each>(batch: readonly Each[], organizations: number, part: number): Generator<readonly Each[]> {
  let from = 0;
  let size = organizations * part <= batch.length ? part : batch.length;
  while (from < batch.length) {
    // A rest that is hardly worth a statement goes with what is before it.
    const to = batch.length - from - size < part / 2 ? batch.length : from + size;
    yield batch.slice(from, to);
    [from, size] = [to, Math.ceil(size * 1.5)];
  }
}

/** The heads that moved, as they will be. */
function headsOf({ orgs }: Loaded): HeadRow[] {
  const heads: HeadRow[] = [];
  for (const { ledger, loadedSeq, hash } of orgs.values()) {
    const { orgId, seq, at, balance } = ledger;
    if (seq !== loadedSeq) heads.push({ orgId, expected: loadedSeq, seq, at, hash, ...balance });
  }
  return heads;
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** The organizations of which something was accepted now: a refusal or an answer of before moves nothing. */
function movedOf(batch: readonly Submitted[], outcomes: readonly (Outcome | Error)[]): string[] {
  const isNew = (outcome: Outcome | Error | undefined): boolean =>
    outcome !== undefined && !(outcome instanceof Error) && outcome.ok && !outcome.replayed;
  return [...new Set(batch.filter((_, index) => isNew(outcomes[index])).map(({ command }) => command.orgId))];
}

/** The earliest due time that the sweeper would not know of. */
function earliestDue({ due }: BatchRows): Instant | null {
  let earliest: Instant | null = null;
  for (const { dueAt, onTestClock } of due.values())
    if (dueAt !== null && !onTestClock && (earliest === null || dueAt < earliest)) earliest = dueAt;
  return earliest;
}

/** An organization's ledger as it is now, with the prices that its commands are decided by. */
export interface Look {
  readonly ledger: OrgLedger;
  /** The organization's time. */
  readonly now: Instant;
  readonly onTestClock: boolean;
  readonly facts: Facts;
}

/**
 * Reads an organization's ledger without locking it: for answers, dry runs and estimates.
 * @param query of a transaction that has read nothing yet
 * @throws OrganizationMissing
 * @source docs/rules.md#dry-runs
 */
export async function look(query: Query, books: Books, orgId: string, named: NamedFacts): Promise<Look> {
  // It is read in steps, which see one moment.
  const atOnce = query({ text: "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", values: [] });
  const [loaded] = await Promise.all([load(query, [orgId], named, false), atOnce]);
  await ensureBooks(books, loaded);
  const org = loaded.orgs.get(orgId);
  if (org === undefined) throw new OrganizationMissing(orgId);
  return { ledger: org.ledger, now: org.now, onTestClock: org.onTestClock, facts: { books: books.book } };
}

async function ensureBooks(books: Books, loaded: Loaded): Promise<void> {
  const versions = new Set<number>();
  for (const { ledger } of loaded.orgs.values()) {
    versions.add(ledger.catalogVersion);
    for (const job of ledger.jobs.values()) versions.add(job.catalogVersion);
  }
  await books.ensure(versions);
}

/** A command with the hash of its payload, empty where it has no key. */
interface WithPayload extends Asked {
  readonly hash: string;
}

const withPayload = (asked: Asked): WithPayload => ({
  ...asked,
  hash: asked.keyId === null ? "" : payloadHash(asked.command),
});

function decideOne(loaded: Loaded, rows: BatchRows, books: Books, asked: WithPayload): Outcome | Error {
  const { command, key, keyId, hash } = asked;
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
  if (used !== null && key !== null) {
    if (!decision.ok || decision.entries.length === 0) rows.keys.push(keyRow(command, key, hash, decision));
    loaded.keys.set(used.keyId, { payload: hash, outcome: { ...outcome, replayed: true } });
  }
  return outcome;
}

/** No entry has room for the key of a command that made none. */
function keyRow({ orgId, kind: operation }: Command, key: string, payloadHash: string, decision: Decision): KeyRow {
  const outcome = JSON.stringify(decision.ok ? decision.answer : decision.refusal);
  return { orgId, operation, key, payloadHash, accepted: decision.ok, outcome, at: decision.at };
}

/** A rule that throws fails its own command alone: it has written nothing yet. */
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
