/** What a column needs for its amounts. */
export interface AmountNeeds {
  /** Whether any amount has a fraction of a cent. Then the column shows six decimals. */
  readonly isFine: boolean;
  /** The characters of the longest amount, with room for a sign; 0 without amounts. */
  readonly characters: number;
}

/** The digits of a dollar's micro-USD. */
const DOLLAR_DIGITS = 6;

/**
 * Looks at all amounts of a column. It reads digits instead of numbers: a table may have 100,000 rows.
 * @param rows of the table, and the amounts of headings
 * @param micros returns the digits of micro-USD, with a minus sign below zero; `null` for a cell without an amount
 */
export function amountNeeds<Row>(rows: readonly Row[], micros: (row: Row) => string | null): AmountNeeds {
  let isFine = false;
  let digits = 0;
  for (const row of rows) {
    const amount = micros(row);
    if (amount === null) continue;
    isFine ||= amount !== "0" && !amount.endsWith("0000");
    digits = Math.max(digits, amount.length - (amount.startsWith("-") ? 1 : 0));
  }
  if (digits === 0) return { isFine, characters: 0 };
  const dollars = Math.max(1, digits - DOLLAR_DIGITS);
  const separators = Math.floor((dollars - 1) / 3);
  return { isFine, characters: "−$".length + dollars + separators + ".".length + (isFine ? 6 : 2) };
}
