import type { Catalog } from "../../catalog/index.ts";
import type { GrantSource } from "../../ledger/state/state.ts";
import type { Micros } from "../../money/index.ts";
import type { Booked, Work } from "./booked.ts";
import { partOf, STATEMENT_PARTS, type StatementPart } from "./part-of.ts";

/** Credit of both kinds, free or on hold, and debt. Micro-USD; in a line the change, with a minus sign for less. */
export interface StatementAmounts {
  readonly promotional: Micros;
  readonly paid: Micros;
  readonly owed: Micros;
}

/** Credit at one end of a statement. */
export interface StatementBalance extends StatementAmounts {
  /** The part of the credit that is on hold. */
  readonly reserved: Micros;
}

/** A line: everything of one part with the same source of credit, or with the same labels of work. */
export interface StatementLine<C extends Catalog = Catalog> {
  readonly part: StatementPart;
  /** Of added credit. */
  readonly source: GrantSource | null;
  /** Of usage. */
  readonly work: Work<C> | null;
  /** The number of jobs in the line: 1 for a job, 0 for what no job did, more for jobs that are folded into one line. */
  readonly jobs: number;
  readonly amounts: StatementAmounts;
}

/** Credit on hold, which is a part of the balances: opening + placed - released - used = closing. Micro-USD. */
export interface StatementHolds {
  readonly opening: Micros;
  readonly placed: Micros;
  readonly released: Micros;
  readonly used: Micros;
  readonly closing: Micros;
}

/** What happened to an organization's credit between two instants. */
export interface Statement {
  readonly opening: StatementBalance;
  /** In the order of the parts; usage by project, resource and job, with late usage at its end. */
  readonly lines: readonly StatementLine[];
  /** The opening balance and all lines, added up. */
  readonly closing: StatementBalance;
  readonly held: StatementHolds;
}

const NOTHING: StatementAmounts = { promotional: 0n, paid: 0n, owed: 0n };

/**
 * Makes a statement: opening + added - used - expired - revoked = closing, for both kinds of credit and for debt. Each
 * posting is in exactly one line or only changes what is on hold, so nothing is left out and nothing counts twice.
 * @source docs/rules.md#statements
 */
export function makeStatement(opening: StatementBalance, booked: readonly Booked[]): Statement {
  const lines = linesOf(booked);
  const held = holdsOf(opening.reserved, booked);
  return {
    opening,
    lines,
    held,
    closing: { ...addUp([opening, ...lines.map(({ amounts }) => amounts)]), reserved: held.closing },
  };
}

/** What an organization has: credit less debt. In a line, what the line changes of it. Micro-USD. */
export function worthOf({ promotional, paid, owed }: StatementAmounts): Micros {
  return promotional + paid - owed;
}

/** Adds amounts up. */
export function addUp(amounts: readonly StatementAmounts[]): StatementAmounts {
  return amounts.reduce(plus, NOTHING);
}

/** The sums of the lines of one part. */
export function sumOfPart(lines: readonly StatementLine[], part: StatementPart): StatementAmounts {
  return addUp(lines.filter((line) => line.part === part).map(({ amounts }) => amounts));
}

function linesOf(booked: readonly Booked[]): StatementLine[] {
  const lines = new Map<string, StatementLine>();
  for (const each of booked) {
    const part = partOf(each);
    if (part === null) continue;
    const source = part === "added" ? (each.credit?.source ?? null) : null;
    const work = part === "used" ? each.work : null;
    const key = JSON.stringify([part, source, work?.project, work?.resource, work?.job, work?.isLate]);
    const before = lines.get(key) ?? { part, source, work, jobs: work?.job == null ? 0 : 1, amounts: NOTHING };
    lines.set(key, { ...before, amounts: plus(before.amounts, changeOf(each)) });
  }
  return [...lines.values()].sort(compareLines);
}

/** What a posting changes. Credit that is free and credit on hold are the same here. */
function changeOf({ from, to, credit, amount }: Booked): StatementAmounts {
  if (credit === null) return { ...NOTHING, owed: to === "owed" ? amount : -amount };
  const isCredit = (bucket: string) => bucket === "avail" || bucket === "held";
  const change = (isCredit(to) ? amount : 0n) - (isCredit(from) ? amount : 0n);
  return { ...NOTHING, [credit.kind]: change };
}

function holdsOf(opening: Micros, booked: readonly Booked[]): StatementHolds {
  const moved = (from: string, to: string) =>
    booked.reduce((sum, each) => (each.from === from && each.to === to ? sum + each.amount : sum), 0n);
  const placed = moved("avail", "held");
  const released = moved("held", "avail");
  const used = moved("held", "spent");
  return { opening, placed, released, used, closing: opening + placed - released - used };
}

function plus(one: StatementAmounts, other: StatementAmounts): StatementAmounts {
  return {
    promotional: one.promotional + other.promotional,
    paid: one.paid + other.paid,
    owed: one.owed + other.owed,
  };
}

function compareLines(one: StatementLine, other: StatementLine): number {
  return (
    STATEMENT_PARTS.indexOf(one.part) - STATEMENT_PARTS.indexOf(other.part) ||
    compareTexts(one.source, other.source) ||
    Number(one.work?.isLate ?? false) - Number(other.work?.isLate ?? false) ||
    compareTexts(one.work?.project, other.work?.project) ||
    compareTexts(one.work?.resource, other.work?.resource) ||
    compareTexts(one.work?.job, other.work?.job)
  );
}

/** Orders texts by their code units, with no text at the end. */
function compareTexts(one: string | null | undefined, other: string | null | undefined): number {
  if (one == null || other == null) return Number(one == null) - Number(other == null);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
