import { readFileSync } from "node:fs";
import { aptInstallChromium } from "./apt-install.ts";
import { BrowserError } from "./browser-error.ts";
import type { Machine } from "./browser-paths.ts";
import { findChromium } from "./find-chromium.ts";

/** The properties of this machine that matter for finding or installing a browser. */
export interface Host extends Machine {
  readonly isRoot: boolean;
  /** Whether the machine has apt with Debian's packages. */
  readonly isDebian: boolean;
}

/**
 * Finds a Chromium that can run. If there is none, it installs Debian's, but only as root on Debian or Ubuntu.
 * @returns its path
 * @throws BrowserError with instructions to install one
 */
export async function ensureChromium(host: Host = thisHost(), find = findChromium): Promise<string> {
  const found = find(host);
  if (found !== undefined) return found;
  if (!host.isRoot || !host.isDebian) throw new BrowserError(howToGetOne(host));
  await aptInstallChromium();
  const installed = find(host);
  if (installed === undefined)
    throw new BrowserError(`apt installed a "chromium" without a program.\n${howToGetOne(host)}`);
  return installed;
}

/** Instructions to get a browser on this machine. */
export function howToGetOne({ platform, isDebian }: Host): string {
  const command = isDebian
    ? "sudo apt-get update && sudo apt-get install -y chromium fonts-liberation"
    : platform === "darwin"
      ? "brew install --cask chromium"
      : "install the package `chromium` of your system";
  return [
    "There is no Chromium or Google Chrome on this machine, and this is not the place to install one without asking.",
    `  Install one:      ${command}`,
    "  or name yours:    SCRIP_CHROMIUM=/path/to/chrome",
  ].join("\n");
}

function thisHost(): Host {
  return { platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0, isDebian: isDebian() };
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
