import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { totalmem } from "node:os";
import { join, resolve } from "node:path";
import { prepareDatabase } from "@scrip/db/boot";
import { publishCatalog } from "@scrip/db/catalog";
import { type DataSource, type RoleUrls, roleUrls } from "@scrip/db/connection";
import { openDataSource } from "@scrip/db/schema";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { startPostgres } from "@scrip/postgres";

const ROOT = resolve(import.meta.dirname, "../../../..");
const FOLDER = "bench-";
/** Loading millions of rows takes as long as it takes. */
const NO_LIMITS = { statementMs: 0, answerMs: 0, lockMs: 0, idleInTransactionMs: 0 };

/**
 * As a server is set up whose ledger is large: a quarter of the memory for its pages, which PostgreSQL's manual begins
 * with, and checkpoints that are rare, since after each one every page is written whole once. Durability is the default.
 */
const LARGE = {
  shared_buffers: `${Math.floor(totalmem() / 4 / 2 ** 20)}MB`,
  max_wal_size: "8GB",
  checkpoint_timeout: "15min",
};

/** A database of the bench, with the addresses of its roles. */
export interface BenchDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  readonly urls: RoleUrls;
}

/** One embedded PostgreSQL for a whole run, with default durability. */
export interface BenchServer {
  readonly version: string;
  /** The postmaster's process. */
  readonly pid: number;
  /** A migrated database with the catalog; or a copy of another one, to which nobody is connected. */
  readonly newDatabase: (name: string, copyOf?: BenchDatabase) => Promise<BenchDatabase>;
  readonly drop: (database: BenchDatabase) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts it in a fresh folder of the project. */
export async function startBenchServer(): Promise<BenchServer> {
  const dir = freshFolder();
  const server = await startPostgres({ dir, settings: LARGE });
  const owner = await openOwner(server.url);
  const template = database(server.url, "bench_migrated");
  await owner.query(`CREATE DATABASE ${template.name}`);
  await prepareDatabase(template.ownerUrl);
  await asOwner(template, (migrated) => publishCatalog(migrated, catalogText(tiered), Date.now()));
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

/** Works as the owner of the tables, whom row-level security does not bind and no time-out stops. */
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

/** In the project's state folder; what killed runs left there is removed, their servers have stopped by themselves. */
function freshFolder(): string {
  const parent = join(ROOT, ".scrip", "tmp");
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(FOLDER)))
    if (!isRunning(Number(name.slice(FOLDER.length).split("-")[0])))
      rmSync(join(parent, name), { recursive: true, force: true });
  const dir = mkdtempSync(join(parent, `${FOLDER}${process.pid}-`));
  chmodSync(dir, 0o755); // where this is root, the server runs as another user
  return dir;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
