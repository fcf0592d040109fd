import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { totalmem } from "node:os";
import { join, resolve } from "node:path";
import { prepareDatabase } from "@scrip/db/boot";
import { publishCatalog } from "@scrip/db/catalog";
import { type DataSource, homesOf, type RoleUrls, roleUrls } from "@scrip/db/connection";
import { openDataSource } from "@scrip/db/schema";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { startPostgres } from "@scrip/postgres";

const ROOT = resolve(import.meta.dirname, "../../../..");
const FOLDER = "bench-";
/** No time-outs: loading millions of rows takes long. */
const NO_LIMITS = { statementMs: 0, answerMs: 0, lockMs: 0, idleInTransactionMs: 0, connectMs: 10_000 };

/**
 * Settings of a server with a large ledger. A quarter of the memory is the start value of PostgreSQL's manual for
 * `shared_buffers`. Checkpoints are rare, because after each one PostgreSQL writes every changed page in full once.
 * Durability has its default.
 */
function large(share: number): Record<string, string> {
  return {
    shared_buffers: `${Math.floor((totalmem() / 4 / 2 ** 20) * share)}MB`,
    max_wal_size: "8GB",
    checkpoint_timeout: "15min",
  };
}

/** A database of the bench, with the addresses of its roles. */
export interface BenchDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly urls: RoleUrls;
}

/** One embedded PostgreSQL for a whole run, with default durability. */
export interface BenchServer {
  readonly version: string;
  /** The process id of the postmaster. */
  readonly pid: number;
  /** Makes a migrated database with the catalog, or a copy of a database without connections. */
  readonly newDatabase: (name: string, copyOf?: BenchDatabase) => Promise<BenchDatabase>;
  readonly drop: (database: BenchDatabase) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts the server in a new folder of the project. @param share its share of the memory, beside other servers */
export async function startBenchServer(share = 1): Promise<BenchServer> {
  const dir = freshFolder();
  const server = await startPostgres({ dir, settings: large(share) });
  const owner = await openOwner(server.url);
  const template = database(server.url, "bench_migrated");
  await owner.query(`CREATE DATABASE ${template.name}`);
  await prepareDatabase(template.ownerUrl);
  await asOwner(template, (migrated) => publishCatalog(homesOf(migrated), catalogText(tiered), Date.now()));
  const rows: { server_version: string }[] = await owner.query("SHOW server_version");
  return {
    version: rows[0]?.server_version ?? "unknown",
    pid: server.pid,
    newDatabase: async (name, copyOf = template) => {
      await owner.query(`CREATE DATABASE ${name} TEMPLATE ${copyOf.name}`);
      return database(server.url, name);
    },
    drop: async ({ name }) => {
      await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
    },
    close: async () => {
      await owner.destroy();
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Runs work as the owner of the tables, without row-level security and without time-outs. */
export async function asOwner<Result>(
  { ownerUrl }: BenchDatabase,
  work: (owner: DataSource) => Promise<Result>,
): Promise<Result> {
  const owner = await openOwner(ownerUrl);
  try {
    return await work(owner);
  } finally {
    await owner.destroy();
  }
}

function openOwner(url: string): Promise<DataSource> {
  return openDataSource(url, { applicationName: "scrip-bench-owner", poolSize: 2, timeouts: NO_LIMITS });
}

function database(serverUrl: string, name: string): BenchDatabase {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { name, ownerUrl: url.href, urls: roleUrls(url.href) };
}

/** Makes a folder in the project's state folder, and removes folders of killed runs, whose servers have stopped. */
function freshFolder(): string {
  const parent = join(ROOT, ".scrip", "tmp");
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(FOLDER)))
    if (!isRunning(Number(name.slice(FOLDER.length).split("-")[0])))
      rmSync(join(parent, name), { recursive: true, force: true });
  const dir = mkdtempSync(join(parent, `${FOLDER}${process.pid}-`));
  chmodSync(dir, 0o755); // If the bench runs as root, the server runs as another user.
  return dir;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
