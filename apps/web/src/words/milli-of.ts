const FORM = /^(\d{1,7})(?:\.(\d{1,3}))?$/;

/**
 * Reads a number of units as a person types it.
 * @returns thousandths, or `null` if it is no number from 0 to 9,999,999 with at most three decimals
 */
export function milliOf(text: string): number | null {
  const [matched, whole = "", decimals = ""] = FORM.exec(text.trim().replaceAll(",", "")) ?? [];
  return matched === undefined ? null : Number(whole + decimals.padEnd(3, "0"));
}
