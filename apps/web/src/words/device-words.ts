/** Browsers by the words in their user agents. The order matters, since most of them name others too. */
const BROWSERS = [
  ["Edge", /Edg(?:e|A|iOS)?\//],
  ["Opera", /OPR\/|Opera/],
  ["Samsung Internet", /SamsungBrowser\//],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Chrome", /Chrome\/|CriOS\//],
  ["Safari", /Safari\//],
] as const;

/** Systems in the same way. */
const SYSTEMS = [
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Android", /Android/],
  ["ChromeOS", /CrOS/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X|Macintosh/],
  ["Linux", /Linux/],
] as const;

/**
 * Names the device of a session roughly, as a person would.
 * @param userAgent the header of its browser; `null` if there was none
 * @returns such as `Firefox on Windows`; `Unknown device` if nothing is known
 */
export function deviceWords(userAgent: string | null): string {
  const known = (list: typeof BROWSERS | typeof SYSTEMS) =>
    list.find(([, pattern]) => pattern.test(userAgent ?? ""))?.[0];
  const parts = [known(BROWSERS), known(SYSTEMS)].filter((part) => part !== undefined);
  return parts.length === 0 ? "Unknown device" : parts.join(" on ");
}
