import { ENTRY_WORDS, HOLD_KINDS, sourceWords } from "@scrip/domain/activity";
import type { Answers } from "../data/trpc.ts";

/** One entry of the ledger, as a member reads it. */
export type ActivityLine = Answers["activity"]["list"]["lines"][number];

/** The words for an entry with the source of its grant, such as `Credit added: purchase`. */
export function lineWords({ kind, grant }: Pick<ActivityLine, "kind" | "grant">): string {
  return grant === null ? ENTRY_WORDS[kind] : `${ENTRY_WORDS[kind]}: ${sourceWords(grant.source)}`;
}

/** Whether a line only puts credit on hold or releases it. Its amount then changes no balance. */
export const isHold = ({ kind }: Pick<ActivityLine, "kind">): boolean => HOLD_KINDS.some((hold) => hold === kind);

/** The amount of a line: a change of the balance, or credit that was put on hold or released. */
export interface LineAmount {
  readonly of: "net" | "hold";
  readonly micros: string;
}

/** The amount to show for a line. The amount of a hold has no sign, since it is not a part of any sum. */
export function lineAmount(line: Pick<ActivityLine, "kind" | "net" | "reservedBy">): LineAmount {
  return isHold(line) ? { of: "hold", micros: line.reservedBy.replace("-", "") } : { of: "net", micros: line.net };
}
