import { openReadPool } from "@scrip/db/connection";
import type { Finding } from "@scrip/verify/finding";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import type { BenchDatabase } from "./bench-server.ts";

/** The ledger that a bench wrote does not add up: its figures are worth nothing. */
export class NotVerified extends Error {
  override readonly name = "NotVerified";
}

/** What `verify` went through. */
export interface Verification {
  readonly entries: number;
  readonly perSecond: number;
}

/**
 * Checks a database against the invariants, after it was measured.
 * @param orgIds all organizations where absent
 * @throws NotVerified with the first findings
 */
export async function verified({ name, urls }: BenchDatabase, orgIds?: readonly string[]): Promise<Verification> {
  const pool = openReadPool(urls.verify);
  try {
    const from = performance.now();
    const { findings, entries } = await verifyLedger({ pool, ...(orgIds !== undefined && { orgIds }) });
    const perSecond = (entries / (performance.now() - from)) * 1000;
    if (findings.length === 0) return { entries, perSecond };
    const first = findings.slice(0, 10).map(line).join("\n");
    throw new NotVerified(`verify has ${findings.length} findings in ${name}:\n${first}`);
  } finally {
    await pool.end();
  }
}

function line({ invariant, orgId, rows, message }: Finding): string {
  return `${invariant} ${orgId} ${rows.join(", ")}: ${message}`;
}
