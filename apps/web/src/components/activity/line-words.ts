import type { Answers } from "../../data/trpc.ts";

/** One entry of the ledger, as a member reads it. */
export type ActivityLine = Answers["activity"]["list"]["lines"][number];

type Kind = ActivityLine["kind"];

/** What happened, in words that stand alone. */
export const KIND_WORDS: Record<Kind, string> = {
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

const SOURCE_WORDS: Record<string, string> = {
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
export const sourceWords = (source: string): string => SOURCE_WORDS[source] ?? source.replaceAll("_", " ");

/** What happened, with the source of the credit that it is about, such as `Credit added: purchase`. */
export function lineWords({ kind, grant }: Pick<ActivityLine, "kind" | "grant">): string {
  return grant === null ? KIND_WORDS[kind] : `${KIND_WORDS[kind]}: ${sourceWords(grant.source)}`;
}

/** What its amount is about: credit that came or went, or credit that is only kept apart. */
export type LineAmount =
  | { readonly of: "net"; readonly micros: string }
  | { readonly of: "held" | "freed"; readonly micros: string };

/** The amount that stands for a line: what was gained or lost, else what was reserved or given back. */
export function lineAmount({ net, reservedBy }: Pick<ActivityLine, "net" | "reservedBy">): LineAmount {
  if (net !== "0" || reservedBy === "0") return { of: "net", micros: net };
  return reservedBy.startsWith("-") ? { of: "freed", micros: reservedBy.slice(1) } : { of: "held", micros: reservedBy };
}
