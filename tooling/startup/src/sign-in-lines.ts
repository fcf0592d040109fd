import type { Running } from "./start.ts";

/** Lines for people: the address to open first, and how to sign in. */
export function signInLines({ url, demo }: Pick<Running, "url" | "demo">): string[] {
  if (demo === undefined)
    return [`Scrip is running: ${url}`, "This is production: no demo, no sign-in by one click, no test clocks."];
  return [
    `Scrip is running: open ${url} and press "Continue as developer".`,
    "",
    "  Demo (live)          jobs that run now: watch the balance move, run out, and come back",
    "  Demo (time travel)   six weeks of history, and a clock that you move forward",
  ];
}
