import type { EntryKind, GrantSource } from "../ledger/index.ts";

/**
 * A label for each kind of entry, clear without context. Pages and downloaded files use the same labels.
 * @source docs/rules.md#words-for-entries
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

/** A label for the source of credit, such as `auto top-up`. An unknown source keeps its own name. */
export function sourceWords(source: string): string {
  return SOURCE_WORDS[source as GrantSource] ?? source.replaceAll("_", " ");
}
