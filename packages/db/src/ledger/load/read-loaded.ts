import {
  type Command,
  type Debt,
  emptyLedger,
  type Grant,
  type GrantTerms,
  type Hold,
  type Id,
  type Instant,
  type Job,
  type OrgLedger,
  putGrant,
  type ScheduledGrant,
  type Slice,
} from "@scrip/domain/ledger";
import { type EntryFacts, fromStored } from "../keys/answers.ts";
import type { KnownKey, Loaded, LoadedOrg } from "./loaded.ts";

/**
 * Rows as `lock_and_fetch` returns them: a line of values for each row, then columns of texts with one text for each
 * row.
 */
type Rows = readonly [lines: string, ...texts: (readonly (string | null)[])[]];

/** The tables from which rows are loaded, and the sources of keys. */
type Table =
  | "orgs"
  | "grants"
  | "debts"
  | "jobs"
  | "holds"
  | "slices"
  | "scheduled"
  | "keys"
  | "chargeKeys"
  | "entryKeys";

/**
 * The result of one step of `lock_and_fetch`: rows of tables, with their values in a fixed order. A table that the step
 * does not read is absent, and one without rows is null. The first step has PostgreSQL's time. The keys in `chargeKeys`
 * and `entryKeys` are stored in entries.
 */
export type LoadedStep = Partial<Readonly<Record<Table, Rows | null>>> & { readonly now?: Instant };

/** Builds ledgers from the rows. A row that several commands name may occur several times. */
export function readLoaded(steps: readonly LoadedStep[]): Loaded {
  const now = steps[0]?.now;
  if (now === undefined) throw new Error("the loaded rows have no time");
  const each = (table: Table, read: (row: Row) => void): void => {
    for (const step of steps) eachRow(step[table], read);
  };
  const orgs = new Map<string, LoadedOrg>();
  each("orgs", (row) => {
    const org = readOrg(row.text(), row, now);
    orgs.set(org.ledger.orgId, org);
  });
  const ledgerOf = (row: Row): OrgLedger => {
    const org = orgs.get(row.text());
    if (org === undefined) throw new Error("a loaded row belongs to an organization that was not loaded");
    return org.ledger;
  };
  each("grants", (row) => putGrant(ledgerOf(row), readGrant(row)));
  each("scheduled", (row) => putScheduled(ledgerOf(row), { ...readTerms(row), issued: row.flag() }));
  each("debts", (row) => putDebt(ledgerOf(row), readDebt(row)));
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

function readOrg(orgId: string, row: Row, databaseNow: Instant): LoadedOrg {
  const seq = row.number();
  const at = row.number();
  const hash = row.text();
  const balance = { available: row.big(), reserved: row.big(), owed: row.big() };
  const clockAt = row.numberOrNull();
  const catalogVersion = row.number();
  const ledger = Object.assign(emptyLedger(orgId, catalogVersion), { seq, at, balance });
  return { ledger, loadedSeq: seq, onTestClock: clockAt !== null, now: clockAt ?? databaseNow, hash };
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

function readGrant(row: Row): Grant {
  const terms = readTerms(row);
  const counters = {
    avail: row.big(),
    held: row.big(),
    spent: row.big(),
    expired: row.big(),
    revoked: row.big(),
    legs: row.number(),
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

function putDebt(ledger: OrgLedger, debt: Debt): void {
  ledger.debts.set(debt.id, debt);
  ledger.debtOrder.push(debt.id);
}

/** Slices arrive in no order; all grants that fund them are loaded. */
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
