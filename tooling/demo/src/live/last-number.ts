/**
 * Finds the last of the existing numbers 1, 2, 3, ... without a gap. It doubles the number until one does not exist,
 * and then searches by halves. A million jobs take forty calls.
 * @returns 0 if no number exists
 */
export async function lastNumber(exists: (number: number) => Promise<boolean>): Promise<number> {
  let beyond = 1;
  while (await exists(beyond)) beyond *= 2;
  let last = Math.floor(beyond / 2);
  while (beyond - last > 1) {
    const middle = Math.floor((last + beyond) / 2);
    if (await exists(middle)) last = middle;
    else beyond = middle;
  }
  return last;
}
