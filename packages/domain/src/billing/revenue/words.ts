import { sourceWords } from "../../activity/index.ts";
import type { RevenueAccount, RevenueLine, RevenueLineName } from "./report.ts";

/** A label for each account. @source docs/rules.md#revenue */
export const ACCOUNT_WORDS: Record<RevenueAccount["account"], string> = {
  deferred: "Deferred: paid credit that is not used yet",
  promotional: "Promotional credit",
  receivable: "Receivable: usage that nobody paid yet",
  plans: "Plans: paid periods that have not passed yet",
};

const LINE_WORDS: Record<RevenueLineName, string> = {
  sold: "Sold",
  given: "Given",
  earned: "Earned",
  used: "Used",
  debt_paid: "Paid earlier usage",
  expired: "Expired",
  taken_back: "Taken back",
  reinstated: "Reinstated",
  used_as_debt: "Used without credit",
  forgiven: "Forgiven",
};

/** The label of a line, such as `Sold, purchase`. @source docs/rules.md#revenue */
export function revenueLineWords({ line, source }: Pick<RevenueLine, "line" | "source">): string {
  return source === null ? LINE_WORDS[line] : `${LINE_WORDS[line]}, ${sourceWords(source)}`;
}
