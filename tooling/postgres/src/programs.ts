import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Binaries, programsIn } from "./binaries.ts";
import { PostgresError } from "./postgres-error.ts";
import { closedFolder, type ServerUser } from "./server-user.ts";

/** Places for a copy, in order of preference. A deleted copy is made again. */
const PLACES = ["/var/cache", "/var/tmp", tmpdir()];

/**
 * Finds programs that the server's user can run: the package's own, or a copy if that user cannot enter a folder
 * above them (`/root`, a clone in `mktemp -d`). All projects on the machine share one copy.
 * @throws PostgresError if there is no place for a copy
 */
export function runnable(binaries: Binaries, user: ServerUser | undefined, places = PLACES): Binaries {
  if (user === undefined || closedFolder(binaries.postgres, user) === undefined) return binaries;
  const original = dirname(binaries.dir);
  for (const place of places) {
    const copy = copyIn(place, original, user);
    if (copy !== undefined) return copy;
  }
  throw new PostgresError(
    `PostgreSQL cannot run as root, its user "${user.name}" cannot reach its programs in ${original}, and a copy of them fits in none of ${places.join(", ")}. Move Scrip to a folder that others may enter, such as /opt/scrip.`,
  );
}

function copyIn(place: string, original: string, user: ServerUser): Binaries | undefined {
  try {
    const folder = join(place, "scrip");
    mkdirSync(folder, { recursive: true });
    if (!isOurs(folder)) return undefined;
    chmodSync(folder, 0o755);
    const copy = join(folder, `postgres-${versionOf(original)}-${process.arch}`);
    if (!isWhole(copy, original)) replace(copy, original);
    const programs = programsIn(join(copy, "bin"));
    return runs(programs.postgres, user) ? programs : undefined;
  } catch {
    return undefined; // The place is read-only or full; try the next one.
  }
}

/** Whether only this user can write to the folder. In a public folder another user could have put own programs there. */
function isOurs(folder: string): boolean {
  const seen = lstatSync(folder);
  return seen.isDirectory() && seen.uid === process.getuid?.() && (seen.mode & 0o022) === 0;
}

function versionOf(original: string): string {
  const { version } = JSON.parse(readFileSync(join(original, "..", "package.json"), "utf8")) as { version: string };
  return version;
}

/** Whether a copy is complete. Systems delete old files in temporary folders one by one, so parts may be missing. */
function isWhole(copy: string, original: string): boolean {
  return readdirSync(original, { recursive: true, encoding: "utf8" }).every((name) => {
    const there = lstatSync(join(original, name));
    const here = lstatSync(join(copy, name), { throwIfNoEntry: false });
    return here !== undefined && (there.isDirectory() || here.size === there.size);
  });
}

/** Makes a copy. It gets its name when it is complete, so that a second start never uses an incomplete copy. */
function replace(copy: string, original: string): void {
  const unfinished = mkdtempSync(`${copy}.new-`);
  try {
    cpSync(original, unfinished, { recursive: true, verbatimSymlinks: true });
    chmodSync(unfinished, 0o755);
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!isWhole(copy, original)) throw error; // Otherwise another start was faster; use its copy.
  }
}

/** Whether the user can run the program. The path may be closed to the user too, or the place mounted with `noexec`. */
function runs(program: string, { uid, gid }: ServerUser): boolean {
  return spawnSync(program, ["--version"], { uid, gid, cwd: "/", stdio: "ignore" }).status === 0;
}
