/**
 * What a call costs its server: a command of the ledger, a look at a few rows by their keys, a read for a page, a
 * report that goes through much history, or a check of whole ledgers. Every procedure declares its cost.
 */
export type Cost = "command" | "look" | "page" | "report" | "audit";

/** Tokens. Services make thousands of commands and looks a second, so only reads of pages take many. */
export interface Tokens {
  readonly calls: number;
  readonly reads: number;
}

/** The tokens of each cost. */
export const TOKENS: Readonly<Record<Cost, Tokens>> = {
  command: { calls: 1, reads: 0 },
  look: { calls: 1, reads: 0.05 },
  page: { calls: 1, reads: 1 },
  report: { calls: 1, reads: 4 },
  audit: { calls: 1, reads: 40 },
};

/** What a call takes in addition if it could never succeed: it took work, and nobody needs many of these. */
export const WASTE: Tokens = { calls: 20, reads: 0 };

/** The tokens of several calls together. */
export function sumOf(costs: readonly Cost[]): Tokens {
  return costs.reduce(
    (sum, cost) => ({ calls: sum.calls + TOKENS[cost].calls, reads: sum.reads + TOKENS[cost].reads }),
    { calls: 0, reads: 0 },
  );
}
