/** Signs with which a spreadsheet begins a formula, also in their full-width and small forms. */
const FORMULA = String.raw`=+\-@%＝＋－＠％﹦﹢﹣﹫−`;

/** A place inside a text at which a spreadsheet may split a cell, before a sign that begins a formula. */
const INNER_FORMULA = new RegExp(String.raw`([;\t\r\n|])(\s*)(?=[${FORMULA}])`, "gu");

const MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";

/** A word that a spreadsheet reads as a truth value, or as a date such as `MARCH1` or `Sep-21`. */
const VALUE_WORD = new RegExp(String.raw`^(?:true|false|(?:${MONTH})[a-z]*[\s.,/-]*\d.*)$`, "iu");

/**
 * A caller's text as a cell that stays text in a spreadsheet. Without this, `0001` and `1e5` turn into numbers, `MARCH1`
 * into a date, and `=cmd` into a formula. Such a text gets an apostrophe in front, which is a spreadsheet's own sign for
 * text. Where `;` separates columns, a spreadsheet splits a cell at each `;`. So a formula behind one gets an apostrophe
 * too.
 * @source docs/rules.md#csv
 */
export function csvText(text: string | null): string | null {
  if (text === null) return null;
  const inert = text.replace(INNER_FORMULA, "$1$2'");
  return /^\p{L}/u.test(text) && !VALUE_WORD.test(text) ? inert : `'${inert}`;
}
