import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { PostgresError } from "./postgres-error.ts";
import { processRow } from "./process-table.ts";
import { type ServerFolder, serverFolder, withOpenFolder } from "./server-folder.ts";
import type { ServerUser } from "./server-user.ts";

/** The files of one server: `data`, the owner's `password` (mode 0600) and `postgres.log`. */
export interface Cluster {
  folder: ServerFolder;
  data: string;
  log: string;
  password: string;
}

const MAJOR = "18";
const UNFINISHED = "cluster.new-";

/** Opens the cluster in `dir`, or makes it. A new cluster gets its name only when it is complete. */
export async function openCluster(dir: string, binaries: Binaries, user: ServerUser | undefined): Promise<Cluster> {
  const home = join(dir, "cluster");
  if (!existsSync(home)) await makeCluster(dir, home, binaries, user);
  const data = join(home, "data");
  requireMajor(data);
  const password = readFileSync(join(home, "password"), "utf8");
  return { folder: serverFolder(home, user), data, log: join(home, "postgres.log"), password };
}

async function makeCluster(dir: string, home: string, binaries: Binaries, user: ServerUser | undefined): Promise<void> {
  mkdirSync(dir, { recursive: true });
  removeUnfinished(dir);
  const unfinished = mkdtempSync(join(dir, `${UNFINISHED}${process.pid}-`));
  const passwordFile = join(unfinished, "password");
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (user !== undefined) for (const path of [unfinished, passwordFile]) chownSync(path, user.uid, user.gid);
  await initialize(serverFolder(unfinished, user), binaries, user);
  try {
    renameSync(unfinished, home);
  } catch (error) {
    // Another start was faster; use its cluster.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

async function initialize(folder: ServerFolder, binaries: Binaries, user: ServerUser | undefined): Promise<void> {
  const data = join(folder.toServer, "data");
  const passwordFile = join(folder.toServer, "password");
  const access = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  // The builtin provider sorts the same on every machine, independent of its system libraries.
  const language = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const args = [`--pgdata=${data}`, ...access, ...language, "--no-instructions"];
  const as = user === undefined ? {} : { uid: user.uid, gid: user.gid };
  const env = { ...process.env, LC_ALL: "C" };
  const initdb = withOpenFolder(folder.isHandedOver ? folder.path : undefined, (extra) =>
    spawn(binaries.initdb, args, { ...as, cwd: "/", env, stdio: ["ignore", "ignore", "pipe", ...extra] }),
  );
  const errors: Buffer[] = [];
  initdb.stderr?.on("data", (part: Buffer) => errors.push(part));
  const problem = await once(initdb, "close").then(
    ([code]) => (code === 0 ? undefined : Buffer.concat(errors).toString("utf8").trim()),
    (error: Error) => error.message,
  );
  if (problem !== undefined) throw new PostgresError(`The database folder could not be made: ${problem}`);
}

function removeUnfinished(dir: string): void {
  for (const name of readdirSync(dir).filter((entry) => entry.startsWith(UNFINISHED))) {
    const maker = Number(name.slice(UNFINISHED.length).split("-")[0]);
    if (processRow(maker) === undefined) rmSync(join(dir, name), { recursive: true, force: true });
  }
}

function requireMajor(data: string): void {
  const major = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (major === MAJOR) return;
  throw new PostgresError(
    `The database in ${data} was made by PostgreSQL ${major}, and this version of Scrip brings ${MAJOR}. Export it with the older version first, or move the folder away to begin anew.`,
  );
}
