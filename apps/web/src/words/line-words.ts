import { ENTRY_WORDS, sourceWords } from "@scrip/domain/activity";
import type { Answers } from "../data/trpc.ts";

/** One entry of the ledger, as a member reads it. */
export type ActivityLine = Answers["activity"]["list"]["lines"][number];

/** The words for an entry with the source of its grant, such as `Credit added: purchase`. */
export function lineWords({ kind, grant }: Pick<ActivityLine, "kind" | "grant">): string {
  return grant === null ? ENTRY_WORDS[kind] : `${ENTRY_WORDS[kind]}: ${sourceWords(grant.source)}`;
}

/** The meaning of a line's amount: a change of the credit, or credit that was only reserved or given back. */
export type LineAmount =
  | { readonly of: "net"; readonly micros: string }
  | { readonly of: "held" | "freed"; readonly micros: string };

/** The amount to show for a line: the change of the credit, or else the amount that was reserved or given back. */
export function lineAmount({ net, reservedBy }: Pick<ActivityLine, "net" | "reservedBy">): LineAmount {
  if (net !== "0" || reservedBy === "0") return { of: "net", micros: net };
  return reservedBy.startsWith("-") ? { of: "freed", micros: reservedBy.slice(1) } : { of: "held", micros: reservedBy };
}
