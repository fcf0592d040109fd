import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { PostgresError } from "./postgres-error.ts";

export interface ServerUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Finds the user to run PostgreSQL as. PostgreSQL refuses to run as root, so root (mostly in a container) runs it as
 * the user `postgres`.
 * @returns that user, created if it is missing; undefined if this process is not root and runs it as its own user
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = findUser();
  if (known !== undefined) return known;
  try {
    const flags = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"];
    execFileSync("useradd", [...flags, "postgres"], { stdio: "pipe" });
  } catch (error) {
    throw new PostgresError(
      `PostgreSQL cannot run as root, and the user "postgres" could not be made (${(error as Error).message.trim()}). Run Scrip as an ordinary user, or create a user named postgres.`,
    );
  }
  return findUser();
}

function findUser(): ServerUser | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith("postgres:"));
  const [name = "", , uid, gid] = line?.split(":") ?? [];
  return line === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
}

/** Finds the folder above a path that the server's user cannot enter; undefined if the user can reach the path. */
export function closedFolder(path: string, user: ServerUser | undefined): string | undefined {
  return user === undefined ? undefined : parentsOf(path).find((folder) => !mayEnter(folder, user));
}

function parentsOf(path: string): string[] {
  const parent = dirname(resolve(path));
  return parent === dirname(parent) ? [parent] : [...parentsOf(parent), parent];
}

function mayEnter(folder: string, user: ServerUser): boolean {
  const { mode, uid, gid } = statSync(folder);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
