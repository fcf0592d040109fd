/**
 * Replays the ledger of an organization in a cell, also where it does not live.
 * @param url the owner's address of the cell
 * @param since the time of the last entry that was replayed before; `null` for all entries
 * @returns the findings in words
 */
export async function verifyOrganization(url: string, orgId: string, since: number | null): Promise<string[]> {
  const { openReadPool } = await import("@scrip/db/connection");
  const { verifyLedger } = await import("@scrip/verify/verify-ledger");
  const pool = openReadPool(url);
  try {
    const { findings } = await verifyLedger({
      pool,
      orgIds: [orgId],
      includeMoved: true,
      ...(since !== null && { since }),
    });
    return findings.map(({ invariant, message }) => `${invariant} ${message}`);
  } finally {
    await pool.end();
  }
}
