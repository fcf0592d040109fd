import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Binaries } from "./binaries.ts";
import type { Cluster } from "./cluster.ts";
import type { ServerUser } from "./server-user.ts";

const GUARD = fileURLToPath(new URL("./guard.ts", import.meta.url));

/** A server under its guard. It may not accept connections yet. */
export interface GuardedServer {
  /** The process id of the guard, which is the server's parent; undefined if the guard could not be started. */
  guardPid: number | undefined;
  hasExited(): boolean;
  /** Resolves when guard and server have ended, for any reason. */
  exited: Promise<void>;
  /** Shuts the server down (fast mode): PostgreSQL rolls back open sessions and leaves complete data. */
  stop(): Promise<void>;
}

export function spawnGuarded(
  cluster: Cluster,
  binaries: Binaries,
  user: ServerUser | undefined,
  settings: readonly string[],
): GuardedServer {
  const as = user === undefined ? [] : [`--uid=${user.uid}`, `--gid=${user.gid}`];
  const watched = [`--owner=${process.pid}`, `--parent=${process.ppid}`, `--log=${cluster.log}`];
  const { folder, data } = cluster;
  const handed = folder.isHandedOver ? [`--handed=${folder.path}`] : [];
  // A custom setting names the data folder, because `recover` searches the process table for it.
  const where = ["-D", join(folder.toServer, "data"), ...(folder.isHandedOver ? ["-c", `scrip.data=${data}`] : [])];
  const args = [GUARD, ...watched, ...as, ...handed, "--", binaries.postgres, ...where, ...settings];
  const guard = spawn(process.execPath, args, { detached: true, cwd: "/", stdio: ["pipe", "ignore", "ignore"] });

  let hasExited = false;
  const exited = new Promise<void>((resolve) => {
    for (const event of ["exit", "error"]) guard.once(event, () => resolve());
  }).then(() => {
    hasExited = true;
  });
  guard.stdin.on("error", () => {}); // The guard ended first; `exited` reports it.

  // A server that was not stopped must not keep its owner alive; the guard stops it when the owner ends.
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();

  return {
    guardPid: guard.pid,
    hasExited: () => hasExited,
    exited,
    async stop() {
      guard.ref();
      guard.stdin.end();
      await exited;
    },
  };
}
