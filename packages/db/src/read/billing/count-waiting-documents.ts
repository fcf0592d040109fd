import type { Pool } from "pg";

/**
 * Counts the payments and refunds of all organizations that have no document yet.
 * @param verify the pool of the role that reads all organizations and writes nothing
 */
export async function countWaitingDocuments(verify: Pool): Promise<number> {
  const { rows } = await verify.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM due WHERE kind = 'issue_document'",
  );
  return rows[0]?.count ?? 0;
}
