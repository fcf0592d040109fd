import type { EntryKind, GrantSource } from "../ledger/index.ts";

/**
 * What happened, in words that stand alone: the pages and the files that a member downloads say the same.
 * @source UI.md: "a table: date, what, job or document, amount, balance"
 */
export const ENTRY_WORDS: Record<EntryKind, string> = {
  grant_issued: "Credit added",
  grant_expired: "Credit expired",
  grant_revoked: "Credit revoked",
  grant_reinstated: "Credit reinstated",
  hold_placed: "Reserved",
  hold_grown: "Reserved more",
  hold_released: "Released",
  hold_voided: "Released in full",
  hold_expired: "Reservation ended",
  settled: "Settled",
  charged: "Charged",
  debt_forgiven: "Debt forgiven",
};

const SOURCE_WORDS: Record<GrantSource, string> = {
  signup: "signup",
  plan: "plan",
  purchase: "purchase",
  auto_topup: "auto top-up",
  code: "code",
  adjustment: "adjustment",
  contract: "contract",
  refund: "refund",
};

/** Where credit came from, such as `auto top-up`. A source of tomorrow keeps its own name. */
export function sourceWords(source: string): string {
  return SOURCE_WORDS[source as GrantSource] ?? source.replaceAll("_", " ");
}
