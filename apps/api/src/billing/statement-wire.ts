import {
  STATEMENT_PARTS,
  type Statement,
  type StatementAmounts,
  sumOfPart,
  worthOf,
} from "@scrip/domain/billing/statement";

/** Amounts with what they come to. */
function withWorth<Amounts extends StatementAmounts>(amounts: Amounts): Amounts & { readonly worth: bigint } {
  return { ...amounts, worth: worthOf(amounts) };
}

/** A statement as it is sent, with the sums of the parts that have lines. */
export function statementOnWire({ opening, lines, closing, held }: Statement) {
  const parts = STATEMENT_PARTS.filter((part) => lines.some((line) => line.part === part));
  return {
    opening: withWorth(opening),
    sums: parts.map((part) => ({ part, amounts: withWorth(sumOfPart(lines, part)) })),
    lines: lines.map((line) => ({ ...line, amounts: withWorth(line.amounts) })),
    closing: withWorth(closing),
    held,
  };
}
