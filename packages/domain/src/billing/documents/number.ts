/** The series of documents. Each counts for itself, without gaps. */
export const DOCUMENT_KINDS = ["receipt", "credit_note", "reversal", "statement"] as const;

/** A kind of document. */
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What tells the series of one seller apart; receipts are the plain ones. */
const LETTERS: Readonly<Record<DocumentKind, string>> = {
  receipt: "",
  credit_note: "C",
  reversal: "R",
  statement: "S",
};

/** Digits that a number has at least, so that lists sort by it for the first million. */
const DIGITS = 6;

/**
 * The number that is printed on a document: `SC-000042`, `SC-C000007` for a credit note, `SC-R000001` for a
 * reversal, `SC-S000003` for a statement.
 * @param prefix of the seller
 * @param count the place in the series, from 1
 * @source docs/rules.md#document-numbers
 */
export function documentNumber(prefix: string, kind: DocumentKind, count: number): string {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`${count} is not a place in a series`);
  return `${prefix}-${LETTERS[kind]}${String(count).padStart(DIGITS, "0")}`;
}
