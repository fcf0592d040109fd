import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BrowserError } from "./browser-error.ts";

const TIMEOUT_MS = 8 * 60_000;
const SHOW_EVERY_MS = 10_000;
const SHOWN_LINES = 15;

/** Chromium without its own windows; older systems have only the whole one. */
const BROWSERS = ["chromium-headless-shell", "chromium"];
/** Fonts for screenshots and the index of fonts. Without fonts Chromium draws empty boxes. */
const FONTS = "fontconfig fonts-liberation";
/** Of two concurrent runs, one installs and the other waits. The kernel releases the lock if its holder dies. */
const LOCK = join(tmpdir(), "scrip-chromium.lock");
const INSTALL = [
  ...BROWSERS.map((browser) => `command -v ${browser} > /dev/null && exit 0`),
  "apt-get update",
  BROWSERS.map((browser) => `apt-get install -y --no-install-recommends ${browser} ${FONTS}`).join(" || "),
].join("\n");

/**
 * Installs Debian's Chromium without any prompt. It prints a line on standard error every ten seconds, and gives up
 * after eight minutes.
 * @throws BrowserError with the last output of apt
 */
export async function aptInstallChromium(): Promise<void> {
  const startedAt = performance.now();
  log(`Installing Chromium, Debian's package (about 80 MB, once) ...`);
  const child = spawn("flock", [LOCK, "sh", "-e", "-c", INSTALL], {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" },
    // In its own process group, so that a timeout can end all of its processes.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      lines.push(...text.split("\n").filter((line) => line.trim() !== ""));
      lines.splice(0, lines.length - SHOWN_LINES);
    });
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
  const show = setInterval(
    () => log(`Installing Chromium (${seconds()}): ${lines.at(-1) ?? "waiting"}`),
    SHOW_EVERY_MS,
  );
  const timer = setTimeout(() => endGroup(child.pid), TIMEOUT_MS);
  const [code] = await once(child, "close").catch((error: Error) => [error.message]);
  clearInterval(show);
  clearTimeout(timer);
  if (code !== 0)
    throw new BrowserError(`Chromium could not be installed (${seconds()}):\n${lines.join("\n") || code}`);
  log(`Installing Chromium: done (${seconds()})`);
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGTERM");
  } catch {
    // The process has ended meanwhile.
  }
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
