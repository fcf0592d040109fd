import { statfs } from "node:fs/promises";
import { requireDurability, requireSupportedVersion } from "@scrip/db/boot";
import type { CellSource } from "@scrip/db/connection";
import { type Finding, fault, inWords, looked, ok, skipped, warning } from "./finding.ts";

/** Charges may be reported so long before their time by the clock of the database. */
const SKEW_FAULT_MS = 5_000;
const SKEW_WARNING_MS = 1_000;
const LONG_TRANSACTION_S = 600;
const LEAST_FREE = 0.1;
/** PostgreSQL stops writing near 2,100 million. */
const OLDEST_TRANSACTION_IDS = 1_500_000_000;

/** Looks at the server of the database, as its owner. */
export async function lookAtServer(owner: CellSource, now: () => number): Promise<readonly Finding[]> {
  return [
    await looked("PostgreSQL", async () => {
      await requireSupportedVersion(owner);
      const [row] = await owner.query<{ version: string; size: string }[]>(
        "SELECT current_setting('server_version') AS version, pg_size_pretty(pg_database_size(current_database())) AS size",
      );
      return ok("PostgreSQL", `It answers: version ${row?.version}, the database has ${row?.size}.`);
    }),
    await looked("durability", async () => {
      await requireDurability(owner);
      return ok("durability", "The settings fsync, full_page_writes and synchronous_commit are on.");
    }),
    await looked("clock", () => clock(owner, now)),
    await looked("archive", () => archive(owner)),
    await looked("disk", () => disk(owner)),
    await looked("long transactions", () => longTransactions(owner)),
    await looked("transaction ids", () => transactionIds(owner)),
  ];
}

async function clock(owner: CellSource, now: () => number): Promise<Finding> {
  const before = now();
  const [row] = await owner.query<{ ms: number }[]>(
    "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms",
  );
  const skewMs = Math.abs((row?.ms ?? 0) - (before + now()) / 2);
  const says = `The clocks of this machine and of the database differ by ${Math.round(skewMs)} ms.`;
  const advice = "Synchronize both clocks (NTP): reports ahead of the database's time are refused.";
  if (skewMs > SKEW_FAULT_MS) return fault("clock", says, advice);
  return skewMs > SKEW_WARNING_MS ? warning("clock", says, advice) : ok("clock", says);
}

async function archive(owner: CellSource): Promise<Finding> {
  const [row] = await owner.query<{ mode: string; failing: boolean; file: string | null }[]>(
    `SELECT current_setting('archive_mode') AS mode, last_failed_wal AS file,
        coalesce(last_failed_time > last_archived_time OR (last_archived_time IS NULL AND failed_count > 0), false) AS failing
      FROM pg_stat_archiver`,
  );
  if (row?.mode === "off")
    return warning(
      "archive",
      "PostgreSQL archives no log, so a restore to a point in time is not possible.",
      "Set archive_mode and archive_command (docs/operate/backup.md).",
    );
  if (row?.failing)
    return fault(
      "archive",
      `PostgreSQL could not archive ${row.file}. Its log grows until the disk is full.`,
      "Look at the log of PostgreSQL, and mend archive_command or the disk of the archive.",
    );
  return ok("archive", "PostgreSQL archives its log.");
}

/** The folder of the data is visible only on the machine of the database. */
async function disk(owner: CellSource): Promise<Finding> {
  const [row] = await owner.query<{ folder: string }[]>("SELECT current_setting('data_directory') AS folder");
  const figures = await statfs(row?.folder ?? "").catch(() => null);
  if (figures === null) return skipped("disk", "The disk of the database is on another machine.");
  const free = figures.bavail / figures.blocks;
  const says = `The disk of the database has ${Math.round(free * 100)} % free.`;
  if (free >= LEAST_FREE) return ok("disk", says);
  return fault("disk", says, "Free room or enlarge the disk: with a full disk every command is refused.");
}

async function longTransactions(owner: CellSource): Promise<Finding> {
  const [row] = await owner.query<{ pid: number; seconds: number; name: string }[]>(
    `SELECT pid, extract(epoch FROM clock_timestamp() - xact_start)::float8 AS seconds, application_name AS name
      FROM pg_stat_activity WHERE datname = current_database() AND xact_start < clock_timestamp() - $1 * interval '1 s'
      ORDER BY xact_start LIMIT 1`,
    [LONG_TRANSACTION_S],
  );
  if (row === undefined) return ok("long transactions", "No transaction is older than ten minutes.");
  const says = `The session ${row.pid} (${row.name}) has been in one transaction for ${inWords(row.seconds)}.`;
  return warning("long transactions", says, `If it is not a backup, end it: SELECT pg_terminate_backend(${row.pid}).`);
}

async function transactionIds(owner: CellSource): Promise<Finding> {
  const [row] = await owner.query<{ age: number }[]>("SELECT max(age(datfrozenxid))::float8 AS age FROM pg_database");
  const age = row?.age ?? 0;
  if (age < OLDEST_TRANSACTION_IDS) return ok("transaction ids", "Vacuum keeps up.");
  const says = `The oldest transaction id is ${Math.round(age / 1e6)} million transactions old.`;
  return fault(
    "transaction ids",
    says,
    "Run VACUUM as the owner, and look why autovacuum does not: PostgreSQL stops near 2,100 million.",
  );
}
