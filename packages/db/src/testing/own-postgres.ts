import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { startPostgres } from "@scrip/postgres";

const ROOT = resolve(import.meta.dirname, "../../../..");
const FOLDER = "test-";

export interface OwnPostgres {
  /** The superuser's address. */
  url: string;
  /**
   * Ends the server and starts it again in the same folder, at the same address. `SIGKILL` is a crash,
   * `SIGINT` a fast shutdown and `SIGQUIT` an immediate one.
   */
  restart(signal: "SIGKILL" | "SIGINT" | "SIGQUIT"): Promise<void>;
  /** Ends the server, works on its folder or looks what happens without it, and starts it again. */
  whileStopped(work: () => unknown): Promise<void>;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** Starts an embedded PostgreSQL in a fresh folder. */
export async function startOwnPostgres(settings: Record<string, string> = {}): Promise<OwnPostgres> {
  const dir = freshFolder();
  let server = await startPostgres({ dir, settings });
  const afterSignal = async (signal: NodeJS.Signals, work: () => unknown): Promise<void> => {
    process.kill(server.pid, signal);
    await server.exited;
    try {
      await work();
    } finally {
      server = await startPostgres({ dir, settings, port: server.port });
    }
  };
  const restart: OwnPostgres["restart"] = (signal) => afterSignal(signal, () => {});
  const stop = async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { url: server.url, restart, whileStopped: (work) => afterSignal("SIGINT", work), stop };
}

function freshFolder(): string {
  const parent = join(ROOT, ".scrip", "tmp");
  mkdirSync(parent, { recursive: true });
  removeLeftovers(parent);
  const dir = mkdtempSync(join(parent, `${FOLDER}${process.pid}-`));
  chmodSync(dir, 0o755); // if this process is root, the server runs as another user
  return dir;
}

/** Removes the folders of killed runs; their servers have stopped by themselves. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(FOLDER))) {
    const maker = Number(name.slice(FOLDER.length).split("-")[0]);
    if (!isRunning(maker)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
