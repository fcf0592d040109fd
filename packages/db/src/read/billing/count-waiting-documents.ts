import { andLivesIn, askEveryCell, type VerifyCells } from "../../connection/verify-cells.ts";

/**
 * Counts the payments and refunds of all organizations that have no document yet. Leaves out cells that do not answer,
 * and names them.
 * @param verify the pools of the role that reads all organizations and writes nothing
 */
export async function countWaitingDocuments(
  verify: VerifyCells,
): Promise<{ readonly waiting: number; readonly away: readonly string[] }> {
  const { answers, away } = await askEveryCell(verify, async (cell) => {
    const { rows } = await cell.pool.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM due WHERE kind = 'issue_document'${andLivesIn(cell, "due")}`,
    );
    return rows[0]?.count ?? 0;
  });
  return { waiting: answers.reduce((sum, each) => sum + each, 0), away };
}
