import { addUp, type Statement, type StatementAmounts, type StatementLine } from "../statement/statement.ts";

/** The credit of many organizations in a month: what their statements add up to, without work and holds. */
export interface CreditRevenue {
  readonly opening: StatementAmounts;
  /** By part and source of credit. */
  readonly lines: readonly Pick<StatementLine, "part" | "source" | "amounts">[];
  readonly closing: StatementAmounts;
}

/** The credit of no organization. */
export const NO_CREDIT: CreditRevenue = { opening: addUp([]), lines: [], closing: addUp([]) };

/**
 * Adds the statement of one more organization.
 * @source docs/rules.md#revenue
 */
export function addStatement(sum: CreditRevenue, { opening, lines, closing }: Statement): CreditRevenue {
  const merged = new Map(sum.lines.map((line) => [keyOf(line), line]));
  for (const { part, source, amounts } of lines) {
    const line = { part, source, amounts };
    const before = merged.get(keyOf(line));
    merged.set(keyOf(line), before === undefined ? line : { ...line, amounts: addUp([before.amounts, amounts]) });
  }
  return {
    opening: addUp([sum.opening, opening]),
    lines: [...merged.values()],
    closing: addUp([sum.closing, closing]),
  };
}

function keyOf({ part, source }: Pick<StatementLine, "part" | "source">): string {
  return `${part} ${source ?? ""}`;
}
