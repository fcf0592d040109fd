import {
  type Command,
  compareBurn,
  type Debt,
  emptyLedger,
  type Grant,
  type GrantTerms,
  type Hold,
  type Id,
  type Instant,
  type Job,
  type OrgLedger,
  putDebt,
  putGrant,
  type ScheduledGrant,
  type Slice,
} from "@scrip/domain/ledger";
import { type EntryFacts, fromStored } from "../keys/answers.ts";
import type { KnownKey, Loaded, LoadedOrg } from "./loaded.ts";

/**
 * Rows as `lock_and_load` returns them: a line of values for each row, then columns of texts with one text for each
 * row.
 */
type Rows = readonly [lines: string, ...texts: (readonly (string | null)[])[]];

/** The tables from which rows are loaded, and the sources of keys. */
type Table =
  | "orgs"
  | "openGrants"
  | "openDebts"
  | "grants"
  | "jobs"
  | "holds"
  | "slices"
  | "scheduled"
  | "keys"
  | "chargeKeys"
  | "entryKeys";

/**
 * The result of one step of `lock_and_load`: rows of tables, with their values in a fixed order. A table that the step
 * does not read is absent, and one without rows is null. The first step has PostgreSQL's time. The keys in `chargeKeys`
 * and `entryKeys` are stored in entries.
 */
export type LoadedStep = Partial<Readonly<Record<Table, Rows | null>>> & { readonly now?: Instant };

/**
 * Builds ledgers from the rows. A row that several commands name may occur several times.
 * @param most how many open grants and open debts of each organization were asked for
 */
export function readLoaded(steps: readonly LoadedStep[], most: number): Loaded {
  const now = steps[0]?.now;
  if (now === undefined) throw new Error("the loaded rows have no time");
  const each = (table: Table, read: (row: Row) => void): void => {
    for (const step of steps) eachRow(step[table], read);
  };
  const orgs = new Map<string, LoadedOrg>();
  each("orgs", (row) => {
    const org = { ...readOrg(row.text(), row, now), asked: { grants: most, debts: most } };
    orgs.set(org.ledger.orgId, org);
  });
  const ledgerOf = (row: Row): OrgLedger => {
    const org = orgs.get(row.text());
    if (org === undefined) throw new Error("a loaded row belongs to an organization that was not loaded");
    return org.ledger;
  };
  const grants = new OpenRows<Grant>(most);
  each("openGrants", (row) => putGrant(grants.of(ledgerOf(row)), grants.add(readGrant(row))));
  each("grants", (row) => putGrant(ledgerOf(row), readGrant(row)));
  for (const [ledger, last] of grants.ends()) endGrants(ledger, last);
  each("scheduled", (row) => putScheduled(ledgerOf(row), readScheduled(row)));
  const debts = new OpenRows<Debt>(most);
  each("openDebts", (row) => putDebt(debts.of(ledgerOf(row)), debts.add(readDebt(row))));
  for (const [ledger, last] of debts.ends()) endDebts(ledger, last);
  const slices = new Map<string, Map<string, Slice>>();
  each("slices", (row) => {
    const holdKey = `${row.text()}${row.text()}`;
    const slice = readSlice(row);
    slices.set(holdKey, (slices.get(holdKey) ?? new Map()).set(slice.grantId, slice));
  });
  each("holds", (row) => {
    const ledger = ledgerOf(row);
    putHold(
      ledger,
      readHold(row, (id) => [...(slices.get(`${ledger.orgId}${id}`)?.values() ?? [])]),
    );
  });
  each("jobs", (row) => putJob(ledgerOf(row), readJob(row)));
  const keys = new Map<string, KnownKey>();
  each("keys", (row) => keys.set(row.text(), readKey(row)));
  for (const table of ["chargeKeys", "entryKeys"] as const)
    each(table, (row) => keys.set(row.text(), readEntryKey(row)));
  return { now, orgs, keys };
}

/**
 * Adds more open grants to a ledger. Those that it has already stay as they are.
 * @param most how many were asked for
 */
export function readMoreGrants(ledger: OrgLedger, step: LoadedStep & { readonly lapsed: string }, most: number): void {
  const read = new OpenRows<Grant>(most);
  eachRow(step.openGrants, (row) => {
    // Each row begins with its organization.
    row.text();
    read.of(ledger);
    const grant = read.add(readGrant(row));
    if (!ledger.grants.has(grant.id)) putGrant(ledger, grant);
  });
  ledger.unread.lapsed = BigInt(step.lapsed);
  ledger.unread.grantsAfter = null;
  for (const [, last] of read.ends()) endGrants(ledger, last);
}

/**
 * Adds more open debts to a ledger. Those that it has already stay as they are.
 * @param most how many were asked for
 */
export function readMoreDebts(ledger: OrgLedger, step: LoadedStep, most: number): void {
  const read = new OpenRows<Debt>(most);
  eachRow(step.openDebts, (row) => {
    // Each row begins with its organization.
    row.text();
    read.of(ledger);
    const debt = read.add(readDebt(row));
    if (!ledger.debts.has(debt.id)) putDebt(ledger, debt);
  });
  ledger.unread.debtsAfter = null;
  for (const [, last] of read.ends()) endDebts(ledger, last);
}

/** Counts the rows of each organization, to find those of which there may be more. */
class OpenRows<Row> {
  private readonly most: number;
  private readonly counts = new Map<OrgLedger, { count: number; last: Row | null }>();
  private current = { count: 0, last: null as Row | null };

  constructor(most: number) {
    this.most = most;
  }

  /** The organization of the next row. */
  of(ledger: OrgLedger): OrgLedger {
    this.current = this.counts.get(ledger) ?? { count: 0, last: null };
    this.counts.set(ledger, this.current);
    return ledger;
  }

  add(row: Row): Row {
    this.current.count += 1;
    this.current.last = row;
    return row;
  }

  /** The organizations of which as many rows were read as were asked for, with the last row. */
  *ends(): Generator<[OrgLedger, Row]> {
    for (const [ledger, { count, last }] of this.counts) if (last !== null && count === this.most) yield [ledger, last];
  }
}

/** Notes that grants after this one are not loaded, unless the loaded ones have all the credit. */
function endGrants(ledger: OrgLedger, last: Grant): void {
  let avail = ledger.unread.lapsed;
  for (const id of ledger.burnOrder) avail += ledger.grants.get(id)?.avail ?? 0n;
  if (avail !== ledger.balance.available) ledger.unread.grantsAfter = last;
}

/** Notes that debts after this one are not loaded, unless the loaded ones are all that is owed. */
function endDebts(ledger: OrgLedger, last: Debt): void {
  let open = 0n;
  for (const id of ledger.debtOrder) open += ledger.debts.get(id)?.open ?? 0n;
  if (open !== ledger.balance.owed) ledger.unread.debtsAfter = last;
}

/** One row, read from its first value to the last; texts have a counter of their own. */
class Row {
  private readonly values: readonly string[];
  private readonly texts: readonly (readonly (string | null)[])[];
  private readonly place: number;
  private nextValue = 0;
  private nextText = 0;

  constructor(values: readonly string[], texts: readonly (readonly (string | null)[])[], place: number) {
    this.values = values;
    this.texts = texts;
    this.place = place;
  }

  /** The next text that people or services wrote; it may be empty. */
  writtenOrNull(): string | null {
    const text = this.texts[this.nextText]?.[this.place] ?? null;
    this.nextText += 1;
    return text;
  }

  written(): string {
    return this.writtenOrNull() ?? "";
  }

  text(): string {
    const value = this.values[this.nextValue] ?? "";
    this.nextValue += 1;
    return value;
  }

  /** An id or a number as text; an empty value between commas means null. */
  textOrNull(): string | null {
    return this.text() || null;
  }

  /** One of a few words; a CHECK constraint allows no others. */
  word<Word extends string>(): Word {
    return this.text() as Word;
  }

  number(): number {
    return Number(this.text());
  }

  flag(): boolean {
    return this.text() === "t";
  }

  numberOrNull(): number | null {
    const text = this.textOrNull();
    return text === null ? null : Number(text);
  }

  big(): bigint {
    return BigInt(this.text());
  }

  bigOrNull(): bigint | null {
    const text = this.textOrNull();
    return text === null ? null : BigInt(text);
  }
}

function eachRow(rows: Rows | null | undefined, read: (row: Row) => void): void {
  if (!rows) return;
  const [lines, ...texts] = rows;
  for (const [place, line] of lines.split("\n").entries()) read(new Row(line.split(","), texts, place));
}

// The properties below are in the order of the values and of the texts, since each property reads the next one.

function readOrg(orgId: string, row: Row, databaseNow: Instant): Omit<LoadedOrg, "asked"> {
  const seq = row.number();
  const at = row.number();
  const hash = row.text();
  const balance = { available: row.big(), reserved: row.big(), owed: row.big() };
  const clockAt = row.numberOrNull();
  const catalogVersion = row.number();
  const hasBudgets = row.flag();
  const isClosed = row.flag();
  const hasContract = row.flag();
  const ledger = Object.assign(emptyLedger(orgId, catalogVersion), { seq, at, balance, isClosed });
  const flags = { hasBudgets, hasContract };
  return { ledger, loadedSeq: seq, onTestClock: clockAt !== null, now: clockAt ?? databaseNow, hash, ...flags };
}

function readTerms(row: Row): GrantTerms {
  return {
    id: row.text(),
    source: row.word(),
    kind: row.word(),
    amount: row.big(),
    effectiveAt: row.number(),
    expiresAt: row.numberOrNull(),
    businessKey: row.written(),
  };
}

function readScheduled(row: Row): ScheduledGrant {
  const terms = readTerms(row);
  const state = row.text();
  return { ...terms, issued: state === "t", cancelled: state === "cancelled" };
}

function readGrant(row: Row): Grant {
  const terms = readTerms(row);
  const counters = {
    avail: row.big(),
    held: row.big(),
    spent: row.big(),
    expired: row.big(),
    revoked: row.big(),
    legs: row.number(),
    toRevoke: row.big(),
  };
  return { ...terms, ...counters };
}

function readDebt(row: Row): Debt {
  return {
    id: row.text(),
    amount: row.big(),
    open: row.big(),
    paid: row.big(),
    forgiven: row.big(),
    seq: row.number(),
  };
}

function readSlice(row: Row): Slice {
  return { grantId: row.text(), reserved: row.big(), open: row.big(), settled: row.big(), released: row.big() };
}

function readHold(row: Row, slicesOf: (id: Id) => readonly Slice[]): Hold {
  const id = row.text();
  return {
    id,
    jobId: row.textOrNull(),
    amount: row.big(),
    state: row.word(),
    silentAt: row.numberOrNull(),
    legs: row.number(),
    placedBy: row.textOrNull(),
    placedAt: row.numberOrNull(),
    slices: slicesOf(id),
  };
}

function readJob(row: Row): Job {
  return {
    id: row.text(),
    ref: row.written(),
    resource: row.text(),
    work: row.text(),
    mode: row.word(),
    rate: row.big(),
    unitsMilli: row.number(),
    estimateMs: row.numberOrNull(),
    project: row.writtenOrNull(),
    member: row.writtenOrNull(),
    catalogVersion: row.number(),
    startedAt: row.number(),
    state: row.word(),
    pausedAt: row.numberOrNull(),
    pausedMs: row.number(),
    reportedMs: row.number(),
    chargeableMs: row.number(),
    charged: row.big(),
    charges: row.number(),
    holdId: row.textOrNull(),
    endedAt: row.numberOrNull(),
  };
}

function readKey(row: Row): KnownKey {
  const payload = row.text();
  const accepted = row.flag();
  const text = row.written();
  const outcome = accepted
    ? ({ ok: true, answer: JSON.parse(text), replayed: true } as const)
    : ({ ok: false, refusal: JSON.parse(text), replayed: true } as const);
  return { payload, outcome };
}

function readEntryKey(row: Row): KnownKey {
  const payload = row.text().replaceAll("-", "");
  const operation = row.word<Command["kind"]>();
  const entry: EntryFacts = {
    seq: row.number(),
    causeId: row.text(),
    net: row.big(),
    firstAmount: row.bigOrNull(),
    firstHoldId: row.textOrNull(),
    firstReleased: row.bigOrNull(),
    after: { available: row.big(), reserved: row.big(), owed: row.big() },
  };
  const answer = fromStored(operation, row.writtenOrNull(), entry);
  return { payload, outcome: { ok: true, answer, replayed: true } };
}

/** Slices arrive in no order; all grants that fund them are loaded. */
function putHold(ledger: OrgLedger, hold: Hold): void {
  const grantOf = (id: Id) => ledger.grants.get(id) as Grant;
  const slices = hold.slices.toSorted((a, b) => compareBurn(grantOf(a.grantId), grantOf(b.grantId)));
  ledger.holds.set(hold.id, { ...hold, slices });
}

function putJob(ledger: OrgLedger, job: Job): void {
  ledger.jobs.set(job.id, job);
  ledger.jobIds.set(job.ref, job.id);
}

function putScheduled(ledger: OrgLedger, scheduled: ScheduledGrant): void {
  ledger.scheduled.set(scheduled.id, scheduled);
  ledger.businessKeys.set(scheduled.businessKey, scheduled);
}
