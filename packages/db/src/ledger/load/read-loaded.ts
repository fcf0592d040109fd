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
import { fromStored, type TellingEntry } from "../keys/answers.ts";
import type { KnownKey, Loaded, LoadedOrg } from "./loaded.ts";

/** Rows as the function in the database writes them: a line of values for each; beside them texts, by row. */
type Rows = readonly [lines: string, ...texts: (readonly (string | null)[])[]];

/** Tables of which rows are loaded, and keys. */
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
 * What one step of `lock_and_fetch` gives: rows of tables, their values in a fixed order; nothing of one that it does
 * not look at or finds no rows of. The first says the database's time. `chargeKeys` and `entryKeys` stand in an entry.
 */
export type LoadedStep = Partial<Readonly<Record<Table, Rows | null>>> & { readonly now?: Instant };

/** Puts the rows together again. A row that several commands name may come several times. */
export function readLoaded(steps: readonly LoadedStep[]): Loaded {
  const now = steps[0]?.now;
  if (now === undefined) throw new Error("what was loaded has no time");
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
    if (org === undefined) throw new Error("rows came without their organization");
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

/** One row, read from its first value to the last; texts are counted apart. */
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

  /** What people and services wrote; it may be empty. */
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

  /** An id or a number as text; between commas nothing stands for no value. */
  textOrNull(): string | null {
    return this.text() || null;
  }

  /** A word out of a few, which a CHECK has looked at. */
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

// The order of the properties below is that of the values, and of the texts: each is read where it is named.

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
  const entry: TellingEntry = {
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
