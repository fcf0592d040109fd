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

/** Where a copy may be kept, the first one that serves: nothing in it is missed when it is cleared. */
const KEEPERS = ["/var/cache", "/var/tmp", tmpdir()];

/**
 * The programs where the server's user can run them: those of the package, or, where a folder above them is closed
 * to that user (`/root`, a clone in `mktemp -d`), a copy outside of it. One copy serves every project on the machine.
 * @throws PostgresError where there is no place for a copy
 */
export function runnable(binaries: Binaries, user: ServerUser | undefined, keepers = KEEPERS): Binaries {
  if (user === undefined || closedFolder(binaries.postgres, user) === undefined) return binaries;
  const original = dirname(binaries.dir);
  for (const keeper of keepers) {
    const copy = copyIn(keeper, original, user);
    if (copy !== undefined) return copy;
  }
  throw new PostgresError(
    `PostgreSQL cannot run as root, its user "${user.name}" cannot reach its programs in ${original}, and a copy of them fits in none of ${keepers.join(", ")}. Move Scrip to a folder that others may enter, such as /opt/scrip.`,
  );
}

function copyIn(keeper: string, original: string, user: ServerUser): Binaries | undefined {
  try {
    const folder = join(keeper, "scrip");
    mkdirSync(folder, { recursive: true });
    if (!isOurs(folder)) return undefined;
    chmodSync(folder, 0o755);
    const copy = join(folder, `postgres-${versionOf(original)}-${process.arch}`);
    if (!isWhole(copy, original)) replace(copy, original);
    const programs = programsIn(join(copy, "bin"));
    return runs(programs.postgres, user) ? programs : undefined;
  } catch {
    return undefined; // read-only or full: the next place may do
  }
}

/** In a folder that everybody may write to, a stranger could have been there first, with programs of his own. */
function isOurs(folder: string): boolean {
  const seen = lstatSync(folder);
  return seen.isDirectory() && seen.uid === process.getuid?.() && (seen.mode & 0o022) === 0;
}

function versionOf(original: string): string {
  const { version } = JSON.parse(readFileSync(join(original, "..", "package.json"), "utf8")) as { version: string };
  return version;
}

/** Temporary folders are cleared of old files one by one, so a copy may have become half of one. */
function isWhole(copy: string, original: string): boolean {
  return readdirSync(original, { recursive: true, encoding: "utf8" }).every((name) => {
    const there = lstatSync(join(original, name));
    const here = lstatSync(join(copy, name), { throwIfNoEntry: false });
    return here !== undefined && (there.isDirectory() || here.size === there.size);
  });
}

/** Gets its name when it is complete, so that two starts at the same moment do not see half of it. */
function replace(copy: string, original: string): void {
  const unfinished = mkdtempSync(`${copy}.new-`);
  try {
    cpSync(original, unfinished, { recursive: true, verbatimSymlinks: true });
    chmodSync(unfinished, 0o755);
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!isWhole(copy, original)) throw error; // otherwise another start was faster
  }
}

/** The way to it may be closed as well, or the place mounted so that nothing in it may be run. */
function runs(program: string, { uid, gid }: ServerUser): boolean {
  return spawnSync(program, ["--version"], { uid, gid, cwd: "/", stdio: "ignore" }).status === 0;
}
