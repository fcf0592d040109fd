import { join } from "node:path";
import { fetchPnpm } from "./fetch-pnpm.mjs";
import { fingerprint, isInstalled, markInstalled } from "./install-stamp.mjs";
import { withLock } from "./lock.mjs";
import { stateDir } from "./paths.mjs";
import { pnpmInstall } from "./pnpm-install.mjs";

/** Installs the packages of the lockfile; prints nothing if they are installed already. */
export async function ensureInstalled() {
  if (isInstalled(fingerprint())) return;
  const onWait = (pid) => process.stderr.write(`Waiting for another install of this project (process ${pid}) ...\n`);
  await withLock(join(stateDir, "install.lock"), installOnce, onWait);
}

async function installOnce() {
  // Check again under the lock: the process that held it may have installed everything.
  const print = fingerprint();
  if (isInstalled(print)) return;
  await pnpmInstall(await fetchPnpm());
  markInstalled(print);
}
