import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Binaries } from "./binaries.ts";
import type { Cluster } from "./cluster.ts";
import type { ServerUser } from "./server-user.ts";

const GUARD = fileURLToPath(new URL("./guard.ts", import.meta.url));

/** A server under its guard, perhaps not yet accepting connections. */
export interface GuardedServer {
  /** The guard's number, which is the server's parent; undefined if it could not be started. */
  guardPid: number | undefined;
  hasExited(): boolean;
  /** Settles when guard and server have ended, for whatever reason. */
  exited: Promise<void>;
  /** Fast shutdown: sessions are rolled back, the data is complete. */
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
  // A setting of our own tells where the data is: the process table is searched for it (`recover`).
  const where = ["-D", join(folder.toServer, "data"), ...(folder.isHandedOver ? ["-c", `scrip.data=${data}`] : [])];
  const args = [GUARD, ...watched, ...as, ...handed, "--", binaries.postgres, ...where, ...settings];
  const guard = spawn(process.execPath, args, { detached: true, cwd: "/", stdio: ["pipe", "ignore", "ignore"] });

  let hasExited = false;
  const exited = new Promise<void>((resolve) => {
    for (const event of ["exit", "error"]) guard.once(event, () => resolve());
  }).then(() => {
    hasExited = true;
  });
  guard.stdin.on("error", () => {}); // the guard ended first: `exited` tells

  // A forgotten server must not keep its owner's process alive; the guard stops it afterwards.
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
