import { type Accounts, openAccounts } from "./accounts.ts";
import { type BenchDatabase, type BenchServer, startBenchServer } from "./bench-server.ts";
import { loadHistory } from "./history.ts";
import type { Measured } from "./measure.ts";
import { type Verification, verified } from "./verified.ts";

/** The extent of a run. */
export interface BenchOptions {
  /** The number of rounds of each side; the sides alternate. */
  readonly rounds: number;
  /** How many organizations' credit falls due at one instant. */
  readonly size: number;
  /** Whether to skip the long parts: ten million entries, the whole minute of load. */
  readonly quick: boolean;
  /** Called with progress messages for people. */
  readonly say: (line: string) => void;
}

/** The environment of a measure. */
export interface Bench extends BenchOptions {
  readonly server: BenchServer;
  readonly accounts: Accounts;
  /** The duration of one round of one side, in milliseconds. */
  readonly roundMs: number;
  /** Makes a new database with the accounts. */
  readonly fresh: () => Promise<BenchDatabase>;
  /** The database with a history of `entries` entries; loaded on first use, then kept. */
  readonly withHistory: (entries: number) => Promise<BenchDatabase>;
  /** Runs the ledger's own checks on a database. @throws NotVerified */
  readonly verified: (database: BenchDatabase, orgIds?: readonly string[]) => Promise<Verification>;
  /** Checks measured databases, then drops them. @throws NotVerified */
  readonly done: (...databases: BenchDatabase[]) => Promise<void>;
}

/** A measure of the registry. It returns one or more lines of the table. */
export interface Measure {
  readonly id: string;
  readonly title: string;
  readonly run: (bench: Bench) => Promise<Measured[]>;
}

/** Starts the environment of the measures. */
export async function openBench(options: BenchOptions): Promise<{ bench: Bench; close: () => Promise<void> }> {
  const { say } = options;
  say("starting PostgreSQL");
  const server = await startBenchServer();
  try {
    say("making 1,001 organizations with credit");
    const accounts = await openAccounts(server);
    return { bench: benchOn(server, accounts, options), close: server.close };
  } catch (error) {
    await server.close();
    throw error;
  }
}

function benchOn(server: BenchServer, accounts: Accounts, options: BenchOptions): Bench {
  const { say } = options;
  const histories = new Map<number, Promise<BenchDatabase>>();
  let copies = 0;
  const check: Bench["verified"] = async (database, orgIds) => {
    const verification = await verified(database, orgIds);
    say(`verify: nothing found in ${verification.entries} entries of ${database.name}`);
    return verification;
  };
  return {
    ...options,
    server,
    accounts,
    roundMs: options.quick ? 2000 : 4000,
    verified: check,
    fresh: () => {
      copies += 1;
      return server.newDatabase(`bench_${copies}`, accounts.seeded);
    },
    withHistory: (entries) => {
      const known = histories.get(entries);
      if (known !== undefined) return known;
      const loading = load(server, accounts, entries, say);
      histories.set(entries, loading);
      return loading;
    },
    done: async (...databases) => {
      for (const database of databases) {
        await check(database);
        await server.drop(database);
      }
    },
  };
}

async function load(
  server: BenchServer,
  accounts: Accounts,
  entries: number,
  say: (line: string) => void,
): Promise<BenchDatabase> {
  const database = await server.newDatabase(`bench_history_${entries}`, accounts.seeded);
  await loadHistory(database, accounts, entries, say);
  return database;
}
