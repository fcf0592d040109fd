import type { DataSource } from "@scrip/db/connection";
import { vi } from "vitest";

/** A copy of the database of a cell, which takes its place later, as after a restore. */
export interface CellBackup {
  /** Copies the database, and ends its connections for that. */
  backUp(): Promise<void>;
  /** Replaces the database by the copy. */
  restore(): Promise<void>;
}

/**
 * Backs up a cell on the server of a test.
 * @param owner on another database of the server
 * @param url the owner's address of the cell
 */
export function cellBackup(owner: DataSource, url: string): CellBackup {
  const name = new URL(url).pathname.slice(1);
  return {
    backUp: async () => {
      await owner.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
      await vi.waitFor(
        async () => {
          // A connection that was on its way is there a moment later.
          await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
          await owner.query(`CREATE DATABASE ${name}_backup TEMPLATE ${name}`);
        },
        { timeout: 20_000 },
      );
      await owner.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    },
    restore: async () => {
      await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await owner.query(`ALTER DATABASE ${name}_backup RENAME TO ${name}`);
      // A copy of a database does not have its rights.
      await owner.query(`REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
    },
  };
}
