import { randomBytes } from "node:crypto";
import { onDatabase } from "./on-database.ts";
import { runSql } from "./run-sql.ts";

/** A copy of the migrated template. */
export interface ClonedDatabase {
  readonly name: string;
  readonly ownerUrl: string;
  /** Removes it and ends its sessions. */
  readonly drop: () => Promise<void>;
}

/**
 * Copies the template of a test server into a database with a name of its own.
 * @param otherNodes the other nodes of a cluster, which have a part of the template each
 */
export async function cloneTemplate(
  serverUrl: string,
  template: string,
  otherNodes: readonly string[] = [],
): Promise<ClonedDatabase> {
  const name = `scrip_test_${randomBytes(6).toString("hex")}`;
  const nodes = [serverUrl, ...otherNodes];
  for (const node of nodes) await runSql(node, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const drop = async (): Promise<void> => {
    for (const node of nodes) await runSql(node, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { name, ownerUrl: onDatabase(serverUrl, name), drop };
}
