import { type Browser, chromium } from "playwright-core";
import { ensureChromium } from "./ensure-chromium.ts";

export interface BrowserOptions {
  /** The program; the machine's own if not given. */
  readonly executablePath?: string;
  /** Flags on top of the usual ones. */
  readonly args?: readonly string[];
}

export interface OpenBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Nothing but this machine exists: a page that asks for more fails, whatever else is forgotten.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/**
 * Opens a headless Chromium with an empty profile. It is driven through a pipe: when this process ends in any way,
 * `kill -9` as well, the pipe closes and the browser ends with everything that it has started.
 * @throws BrowserError where there is no Chromium, saying what to do
 */
export async function openBrowser({ executablePath, args = [] }: BrowserOptions = {}): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: executablePath ?? (await ensureChromium()),
    args: [...FLAGS, ...args],
    headless: true,
    // Chromium refuses its sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0,
    // Signals stay with the program that opened it: a listener here would keep it alive.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return { browser, close: () => browser.close() };
}
