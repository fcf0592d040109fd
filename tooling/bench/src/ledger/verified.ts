import { openReadPool } from "@scrip/db/connection";
import type { Finding } from "@scrip/verify/finding";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import type { BenchDatabase } from "./bench-server.ts";

/** The ledger that a bench wrote does not add up, so the figures are worthless. */
export class NotVerified extends Error {
  override readonly name = "NotVerified";
}

/** The extent and speed of a verification. */
export interface Verification {
  readonly entries: number;
  readonly perSecond: number;
}

/**
 * Checks a measured database against the invariants.
 * @param orgIds the organizations to check; all if absent
 * @throws NotVerified with the first findings
 */
export async function verified({ name, urls }: BenchDatabase, orgIds?: readonly string[]): Promise<Verification> {
  const pool = openReadPool(urls.verify);
  try {
    const from = performance.now();
    const result = await verifyLedger({ pool, ...(orgIds !== undefined && { orgIds }) });
    const { entries } = result;
    const perSecond = (entries / (performance.now() - from)) * 1000;
    // The bench makes organizations without registering them at the platform.
    const findings = result.findings.filter(({ orgId }) => orgId !== null);
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
