import { type VerifyResult, verifyLedger as verify } from "@scrip/verify/verify-ledger";
import type { Deps } from "../deps.ts";

/**
 * Replays the ledger of organizations and names what does not hold. Reads only.
 * @param orgIds all organizations, if not given
 * @source INVARIANTS 5
 */
export async function verifyLedger(deps: Deps, orgIds: readonly string[] | undefined): Promise<VerifyResult> {
  return verify({ pool: deps.verify, ...(orgIds !== undefined && { orgIds }) });
}
