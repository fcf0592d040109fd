import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stateDir } from "./paths.ts";

const PREFIX = "server-";

/** Makes a new folder in `.scrip/tmp`, and removes the folders of processes that were killed. */
export function temporaryFolder(): string {
  const parent = join(stateDir, "tmp");
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX))) {
    const maker = Number(name.slice(PREFIX.length).split("-")[0]);
    if (!isAlive(maker)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755); // PostgreSQL's own user must be able to enter; secret files have their own mode.
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
