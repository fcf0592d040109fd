import { closeSync, constants, openSync } from "node:fs";
import { PostgresError } from "./postgres-error.ts";
import { closedFolder, type ServerUser } from "./server-user.ts";

/** The file descriptor under which the server gets a folder that it cannot open by its path. */
const HANDED = 3;

/** A folder of the server, with the path that the server's processes use for it. */
export interface ServerFolder {
  path: string;
  /** The path of the folder in arguments for the server. */
  toServer: string;
  /** Whether the server's processes must inherit the folder as an open descriptor, because its path is closed to them. */
  isHandedOver: boolean;
}

/**
 * Describes a folder for a server that may run as another user. If that user cannot enter a folder above it (`/root`,
 * a clone in `mktemp -d`), this process opens the folder and passes the descriptor on. An open folder is usable
 * without access to its path, so the data stays in the project and no permissions change.
 * @throws PostgresError if the operating system does not support that
 */
export function serverFolder(path: string, user: ServerUser | undefined): ServerFolder {
  const closed = closedFolder(path, user);
  if (closed === undefined) return { path, toServer: path, isHandedOver: false };
  if (process.platform === "linux") return { path, toServer: `/proc/self/fd/${HANDED}`, isHandedOver: true };
  throw new PostgresError(
    `PostgreSQL cannot run as root, and its user "${user?.name}" may not enter ${closed}, which holds ${path}. Move Scrip to a folder that others may enter, such as /opt/scrip, or open this one: chmod o+x ${closed}`,
  );
}

/** Opens the folder and passes its descriptor to `start`, to be the child's fourth stream; none if `path` is undefined. */
export function withOpenFolder<T>(path: string | undefined, start: (extra: number[]) => T): T {
  if (path === undefined) return start([]);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return start([descriptor]);
  } finally {
    closeSync(descriptor);
  }
}
