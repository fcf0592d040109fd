import { closeSync, constants, openSync } from "node:fs";
import { PostgresError } from "./postgres-error.ts";
import { closedFolder, type ServerUser } from "./server-user.ts";

/** The descriptor under which the server gets a folder that is handed over. */
const HANDED = 3;

/** A folder of the server's, and what its processes call it. */
export interface ServerFolder {
  path: string;
  /** The same folder in arguments for the server. */
  toServer: string;
  /** Whether it has to be open in the server's processes, since its path is closed to them. */
  isHandedOver: boolean;
}

/**
 * A folder for a server that may run as another user. Where that user may not enter a folder above it (`/root`, a
 * clone in `mktemp -d`), this process opens it and hands it over: what is open can be used without the way to it, so
 * the data stays in the project and nobody's permissions are touched.
 * @throws PostgresError where the system can not do that
 */
export function serverFolder(path: string, user: ServerUser | undefined): ServerFolder {
  const closed = closedFolder(path, user);
  if (closed === undefined) return { path, toServer: path, isHandedOver: false };
  if (process.platform === "linux") return { path, toServer: `/proc/self/fd/${HANDED}`, isHandedOver: true };
  throw new PostgresError(
    `PostgreSQL cannot run as root, and its user "${user?.name}" may not enter ${closed}, which holds ${path}. Move Scrip to a folder that others may enter, such as /opt/scrip, or open this one: chmod o+x ${closed}`,
  );
}

/** Runs `start` with what a child process needs behind its three streams. */
export function handingOver<T>(path: string | undefined, start: (extra: number[]) => T): T {
  if (path === undefined) return start([]);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return start([descriptor]);
  } finally {
    closeSync(descriptor);
  }
}
