import type { Buyer, Numbered, Seller } from "../documents/payment-document.ts";
import { type MonthSpan, monthSpan } from "./month.ts";
import type { Statement, StatementLine } from "./statement.ts";

/** The entries that a statement is made of. */
export interface StatementEntries {
  readonly first: number;
  readonly last: number;
  /** The hash of the last entry, which covers all entries before it. Hexadecimal digits. */
  readonly hash: string;
}

/** What the document of a month says, apart from its number and date. It never changes after it was issued. */
export interface StatementContent {
  readonly kind: "statement";
  readonly seller: Seller;
  readonly buyer: Buyer;
  /** `2026-11`, in UTC. */
  readonly month: string;
  readonly entries: StatementEntries;
  readonly statement: Statement;
}

/** The issued document of a month. */
export interface StatementDocument extends StatementContent, Numbered {}

/** The month of a statement, from its first instant to that of the next month. */
export function spanOfStatement({ month }: StatementContent): MonthSpan {
  const span = monthSpan(month);
  if (span === null) throw new RangeError(`${month} is not a month`);
  return span;
}

/** Whether usage of an earlier month was charged in this one. */
export function hasLateWork(lines: readonly StatementLine[]): boolean {
  return lines.some(({ work }) => work?.isLate === true);
}
