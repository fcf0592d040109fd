import { type Browser, chromium } from "playwright-core";
import { ensureChromium } from "./ensure-chromium.ts";

export interface BrowserOptions {
  /** The browser program; the machine's own if absent. */
  readonly executablePath?: string;
  /** Additional flags. */
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
  // Resolve no host but this machine, so that a page's request to another host always fails.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/**
 * Opens a headless Chromium with an empty profile, controlled through a pipe. When this process ends in any way, also
 * by `kill -9`, the pipe closes, and the browser ends with all its child processes.
 * @throws BrowserError with instructions if there is no Chromium
 */
export async function openBrowser({ executablePath, args = [] }: BrowserOptions = {}): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: executablePath ?? (await ensureChromium()),
    args: [...FLAGS, ...args],
    headless: true,
    // Chromium does not support its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    // Leave signals to the program that opened the browser; a listener here would keep that program alive.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return { browser, close: () => browser.close() };
}
