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
  type ScheduledGrant,
  type Slice,
} from "@scrip/domain/ledger";
import type { BalanceState } from "@scrip/domain/notices";
import { type EntryFacts, fromStored } from "../keys/answers.ts";
import type { KnownKey, LoadedOrg } from "./loaded.ts";
import type { Row } from "./loaded-rows.ts";

// The properties below are in the order of the values and of the texts, since each property reads the next one.

export function readOrg(orgId: string, row: Row, databaseNow: Instant): Omit<LoadedOrg, "asked"> {
  const seq = row.number();
  const at = row.number();
  const hash = row.text();
  const balance = { available: row.big(), reserved: row.big(), owed: row.big() };
  const clockAt = row.numberOrNull();
  const catalogVersion = row.number();
  const hasBudgets = row.flag();
  const balanceState = row.word<BalanceState>();
  const alertBelow = row.bigOrNull();
  const isClosed = row.flag();
  const hasContract = row.flag();
  const topUpBelow = row.bigOrNull();
  const hasMeters = row.flag();
  const head = { seq, at, balance, isClosed, topUpBelow, hasMeters, balanceState, alertBelow };
  const ledger = Object.assign(emptyLedger(orgId, catalogVersion), head);
  const flags = { hasBudgets, hasContract, hadMeters: hasMeters, stateBefore: balanceState };
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

export function readScheduled(row: Row): ScheduledGrant {
  const terms = readTerms(row);
  const state = row.text();
  return { ...terms, issued: state === "t", cancelled: state === "cancelled" };
}

export function readGrant(row: Row): Grant {
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

export function readDebt(row: Row): Debt {
  return {
    id: row.text(),
    amount: row.big(),
    open: row.big(),
    paid: row.big(),
    forgiven: row.big(),
    seq: row.number(),
  };
}

export function readSlice(row: Row): Slice {
  return { grantId: row.text(), reserved: row.big(), open: row.big(), settled: row.big(), released: row.big() };
}

export function readHold(row: Row, slicesOf: (id: Id) => readonly Slice[]): Hold {
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

export function readJob(row: Row): Job {
  return {
    id: row.text(),
    ref: row.written(),
    resource: row.text(),
    work: row.text(),
    mode: row.word(),
    rate: row.big(),
    // `loadJobPrices` reads the price shape.
    price: null,
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

export function readKey(row: Row): KnownKey {
  const payload = row.text();
  const accepted = row.flag();
  const text = row.written();
  const outcome = accepted
    ? ({ ok: true, answer: JSON.parse(text), replayed: true } as const)
    : ({ ok: false, refusal: JSON.parse(text), replayed: true } as const);
  return { payload, outcome };
}

export function readEntryKey(row: Row): KnownKey {
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
