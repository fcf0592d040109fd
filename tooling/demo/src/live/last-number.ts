/**
 * The last of numbers 1, 2, 3, ... without a gap, found again by asking for some of them: twice as far each time, then
 * by halves. A million jobs take forty questions.
 * @returns 0 where there is none
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
