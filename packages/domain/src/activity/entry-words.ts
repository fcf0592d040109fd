import type { EntryKind, GrantSource } from "../ledger/index.ts";

/**
 * A label for each kind of entry, clear without context. Pages and downloaded files use the same labels. Usage has one
 * label, whether it was on hold before or not.
 * @source docs/rules.md#words-for-entries
 */
export const ENTRY_WORDS: Record<EntryKind, string> = {
  grant_scheduled: "Credit scheduled",
  grant_cancelled: "Scheduled credit cancelled",
  grant_issued: "Credit added",
  grant_expired: "Credit expired",
  grant_revoked: "Credit revoked",
  grant_reinstated: "Credit reinstated",
  hold_placed: "On hold",
  hold_grown: "More on hold",
  hold_released: "Released",
  hold_voided: "Released in full",
  hold_expired: "Hold ended",
  settled: "Usage",
  charged: "Usage",
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

/**
 * Lists the sources whose label has a text in it, in any case: `Top` is in `auto top-up`.
 * @source docs/rules.md#words-for-entries
 */
export function sourcesNamed(text: string): GrantSource[] {
  const wanted = text.toLowerCase();
  const sources = Object.keys(SOURCE_WORDS) as GrantSource[];
  return sources.filter((source) => SOURCE_WORDS[source].includes(wanted));
}
