import type { StatementPart } from "./part-of.ts";

/**
 * A label for each part of a statement. The page, the file and the printed document use the same labels.
 * @source docs/rules.md#statements
 */
export const STATEMENT_PART_WORDS: Record<StatementPart, string> = {
  added: "Credit added",
  used: "Usage",
  debt_paid: "Debt paid by credit",
  expired: "Credit expired",
  revoked: "Credit revoked",
  reinstated: "Credit reinstated",
  forgiven: "Debt forgiven",
};
