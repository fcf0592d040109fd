import { type Refusal, type RefusalCode, refusal } from "../refusals.ts";
import type { PriceBooks } from "./terms.ts";

/** What a rule may look at besides the ledger: published prices and policies. */
export interface Facts {
  readonly books: PriceBooks;
}

/** A refusal on its way out of a rule. */
export interface RuleRefusal {
  readonly refused: Refusal;
}

/** Says no: a code, a sentence for people and the figures behind it. */
export function refuse<Code extends RefusalCode>(...args: Parameters<typeof refusal<Code>>): RuleRefusal {
  return { refused: refusal(...args) };
}
