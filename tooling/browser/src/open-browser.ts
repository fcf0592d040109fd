import { type Browser, chromium, type LaunchOptions } from "playwright-core";
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

/** A browser that other processes open pages in. */
export interface ServedBrowser {
  /** The address at which `connectBrowser` finds it, on this machine only. */
  readonly url: string;
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
export async function openBrowser(options: BrowserOptions = {}): Promise<OpenBrowser> {
  const browser = await chromium.launch(await launchOptions(options));
  return { browser, close: () => browser.close() };
}

/**
 * Opens a browser as `openBrowser` does, for other processes too: each connects to it and opens contexts of its own,
 * which share nothing. It ends with this process in the same way.
 * @throws BrowserError where there is no Chromium, saying what to do
 */
export async function serveBrowser(options: BrowserOptions = {}): Promise<ServedBrowser> {
  const server = await chromium.launchServer({ ...(await launchOptions(options)), host: "127.0.0.1" });
  return { url: server.wsEndpoint(), close: () => server.close() };
}

/** Connects to a served browser; its contexts end when this process does. */
export async function connectBrowser(url: string): Promise<OpenBrowser> {
  const browser = await chromium.connect(url);
  return { browser, close: () => browser.close() };
}

async function launchOptions({ executablePath, args = [] }: BrowserOptions): Promise<LaunchOptions> {
  return {
    executablePath: executablePath ?? (await ensureChromium()),
    args: [...FLAGS, ...args],
    headless: true,
    // Chromium does not support its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
    // Leave signals to the program that opened the browser; a listener here would keep that program alive.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}
