import type { LedgerRefusal, LedgerRefusalCode, LedgerRefusalData } from "../refusals.ts";
import type { PriceBooks } from "./terms.ts";

/** What a rule may look at besides the ledger: published prices and policies. */
export interface RuleContext {
  readonly books: PriceBooks;
}

/** A rule's answer where it does not allow the command. */
export interface RuleRefusal {
  readonly refused: LedgerRefusal;
}

/** Refuses a command: a code, a sentence for people, and the figures behind it. */
export function refuse<Code extends LedgerRefusalCode>(
  code: Code,
  message: string,
  data: LedgerRefusalData<Code>,
): RuleRefusal {
  return { refused: { code, message, data } as unknown as LedgerRefusal };
}
