import {
  type Debt,
  emptyLedger,
  type Grant,
  type Hold,
  type Instant,
  type Job,
  type OrgLedger,
  putGrant,
  type ScheduledGrant,
} from "@scrip/domain/ledger";
import { factParameters, type NamedFacts } from "./named-facts.ts";
import { plainArray, type Query } from "./query.ts";
import type { Outcome } from "./submitted.ts";

/** An organization as it was loaded, and the hash of its last entry. */
export interface LoadedOrg {
  readonly ledger: OrgLedger;
  /** The number of its last entry when it was locked. */
  readonly loadedSeq: number;
  readonly onTestClock: boolean;
  /** The organization's time. */
  readonly now: Instant;
  hash: string;
}

/** A key that was used before. */
export interface KnownKey {
  readonly payloadHash: string;
  readonly outcome: Outcome;
}

/** What a batch starts from. */
export interface Loaded {
  /** The database's clock. */
  readonly now: Instant;
  readonly orgs: Map<string, LoadedOrg>;
  readonly keys: Map<string, KnownKey>;
}

/** Names a key within a batch. */
export function keyName(orgId: string, operation: string, key: string): string {
  return `${orgId} ${operation} ${key}`;
}

/**
 * Locks organizations in order and reads what commands name of them, in one round trip.
 * @param orgIds each once
 * @param lock false only to look; what is then decided can not be written
 */
export async function load(query: Query, orgIds: readonly string[], facts: NamedFacts, lock: boolean): Promise<Loaded> {
  const rows = await query({
    name: "ledger-load",
    text: "SELECT lock_and_load($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)::text AS loaded",
    values: [lock, plainArray(orgIds.toSorted()), ...factParameters(facts)],
  });
  return readLoaded(JSON.parse(String(rows[0]?.loaded)) as LoadedJson);
}

/** As the function in the database writes it: rows are arrays, amounts text, instants milliseconds. */
interface LoadedJson {
  now: number;
  orgs: OrgRow[] | null;
  grants: GrantRow[] | null;
  debts:
    | [orgId: string, id: string, amount: string, open: string, paid: string, forgiven: string, seq: number][]
    | null;
  jobs: JobRow[] | null;
  holds: HoldRow[] | null;
  scheduled: ScheduledRow[] | null;
  keys: [orgId: string, operation: string, key: string, hash: string, accepted: boolean, outcome: string][] | null;
}
type OrgRow = [string, number, number, string, string, string, string, number | null, number];
type Terms = [string, string, Grant["source"], Grant["kind"], string, number, number | null, string];
type GrantRow = [...Terms, string, string, string, string, string, number];
type ScheduledRow = [...Terms, boolean];
type SliceRow = [grantId: string, reserved: string, open: string, settled: string, released: string];
type HoldRow = [string, string, string | null, string, Hold["state"], number | null, number, SliceRow[] | null];
type JobRow = [
  ...[orgId: string, id: string, ref: string, resource: string, work: string, mode: Job["mode"], rate: string],
  ...[unitsMilli: number, estimateMs: number | null, project: string | null, member: string | null, version: number],
  ...[startedAt: number, state: Job["state"], pausedAt: number | null, pausedMs: number, reportedMs: number],
  ...[chargeableMs: number, charged: string, charges: number, holdId: string | null, endedAt: number | null],
];

function readLoaded(json: LoadedJson): Loaded {
  const orgs = new Map<string, LoadedOrg>();
  for (const row of json.orgs ?? []) orgs.set(row[0], readOrg(row, json.now));
  const ledgerOf = (orgId: string): OrgLedger => {
    const org = orgs.get(orgId);
    if (org === undefined) throw new Error(`rows of organization ${orgId} came without it`);
    return org.ledger;
  };
  for (const row of json.grants ?? []) putGrant(ledgerOf(row[0]), readGrant(row));
  for (const row of json.scheduled ?? []) putScheduled(ledgerOf(row[0]), readScheduled(row));
  for (const row of json.debts ?? []) putDebt(ledgerOf(row[0]), readDebt(row));
  for (const row of json.holds ?? []) putHold(ledgerOf(row[0]), readHold(row));
  for (const row of json.jobs ?? []) putJob(ledgerOf(row[0]), readJob(row));
  const keys = new Map<string, KnownKey>();
  for (const [orgId, operation, key, payloadHash, accepted, text] of json.keys ?? []) {
    const outcome = accepted
      ? ({ ok: true, answer: JSON.parse(text), replayed: true } as const)
      : ({ ok: false, refusal: JSON.parse(text), replayed: true } as const);
    keys.set(keyName(orgId, operation, key), { payloadHash, outcome });
  }
  return { now: json.now, orgs, keys };
}

function readOrg(row: OrgRow, databaseNow: Instant): LoadedOrg {
  const [orgId, seq, at, hash, available, reserved, owed, clockAt, catalogVersion] = row;
  const ledger = emptyLedger(orgId, catalogVersion);
  ledger.seq = seq;
  ledger.at = at;
  ledger.balance = { available: BigInt(available), reserved: BigInt(reserved), owed: BigInt(owed) };
  return { ledger, loadedSeq: seq, onTestClock: clockAt !== null, now: clockAt ?? databaseNow, hash };
}

function readTerms([, id, source, kind, amount, effectiveAt, expiresAt, businessKey]: Terms) {
  return { id, source, kind, amount: BigInt(amount), effectiveAt, expiresAt, businessKey };
}

function readGrant(row: GrantRow): Grant {
  const [avail, held, spent, expired, revoked] = row.slice(8, 13).map((digits) => BigInt(digits as string));
  const counters = { avail, held, spent, expired, revoked } as Pick<
    Grant,
    "avail" | "held" | "spent" | "expired" | "revoked"
  >;
  return { ...readTerms(row.slice(0, 8) as Terms), ...counters, legs: row[13] };
}

function readScheduled(row: ScheduledRow): ScheduledGrant {
  return { ...readTerms(row.slice(0, 8) as Terms), issued: row[8] };
}

function readDebt([, id, amount, open, paid, forgiven, seq]: NonNullable<LoadedJson["debts"]>[number]): Debt {
  return { id, amount: BigInt(amount), open: BigInt(open), paid: BigInt(paid), forgiven: BigInt(forgiven), seq };
}

function readHold([, id, jobId, amount, state, silentAt, legs, slices]: HoldRow): Hold {
  return {
    id,
    jobId,
    amount: BigInt(amount),
    state,
    silentAt,
    legs,
    slices: (slices ?? []).map(([grantId, reserved, open, settled, released]) => ({
      grantId,
      reserved: BigInt(reserved),
      open: BigInt(open),
      settled: BigInt(settled),
      released: BigInt(released),
    })),
  };
}

function readJob(row: JobRow): Job {
  const [, id, ref, resource, work, mode, rate, unitsMilli, estimateMs, project, member, catalogVersion] = row;
  const [startedAt, state, pausedAt, pausedMs, reportedMs, chargeableMs, charged, charges, holdId, endedAt] = row.slice(
    12,
  ) as [number, Job["state"], number | null, number, number, number, string, number, string | null, number | null];
  return {
    ...{ id, ref, resource, work, mode, rate: BigInt(rate), unitsMilli, estimateMs, project, member, catalogVersion },
    ...{
      startedAt,
      state,
      pausedAt,
      pausedMs,
      reportedMs,
      chargeableMs,
      charged: BigInt(charged),
      charges,
      holdId,
      endedAt,
    },
  };
}

function putDebt(ledger: OrgLedger, debt: Debt): void {
  ledger.debts.set(debt.id, debt);
  ledger.debtOrder.push(debt.id);
}

/** Slices come in no order; the grants that give theirs are all loaded. */
function putHold(ledger: OrgLedger, hold: Hold): void {
  const order = (id: string) => ledger.burnOrder.indexOf(id);
  ledger.holds.set(hold.id, { ...hold, slices: hold.slices.toSorted((a, b) => order(a.grantId) - order(b.grantId)) });
}

function putJob(ledger: OrgLedger, job: Job): void {
  ledger.jobs.set(job.id, job);
  ledger.jobIds.set(job.ref, job.id);
}

function putScheduled(ledger: OrgLedger, scheduled: ScheduledGrant): void {
  ledger.scheduled.set(scheduled.id, scheduled);
  ledger.businessKeys.set(scheduled.businessKey, scheduled);
}
