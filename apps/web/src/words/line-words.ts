import { ENTRY_WORDS, sourceWords } from "@scrip/domain/activity";
import type { Answers } from "../data/trpc.ts";

/** One entry of the ledger, as a member reads it. */
export type ActivityLine = Answers["activity"]["list"]["lines"][number];

/** What happened, with the source of the credit that it is about, such as `Credit added: purchase`. */
export function lineWords({ kind, grant }: Pick<ActivityLine, "kind" | "grant">): string {
  return grant === null ? ENTRY_WORDS[kind] : `${ENTRY_WORDS[kind]}: ${sourceWords(grant.source)}`;
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
