import { inOrganization, inPlatform, newId, reach, retrying, TransientError } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { type CodeClaim, claimByKey, claimCode, codeHash, giveTryBack, takeTry } from "@scrip/db/plans/codes";
import type { Caller, Deps } from "../../deps.ts";
import { organizationNotFound, refused } from "../../refused.ts";
import { requireStanding } from "../entitlements/read-entitlements.ts";
import { codeNotValid, finishClaim, type Redeemed } from "./finish-claim.ts";

type RedeemDeps = Pick<Deps, "homes" | "ledger">;

/**
 * Redeems a code for an organization. The platform claims a use of the code, the organization's step checks what concerns
 * it and adds the credit, and the claim is marked; a claim that is refused there gives its use back. The same key and code
 * give the same answer once the code was redeemed. Every failure has the same answer, and only failed tries count.
 * @throws RefusedError `code_not_valid`, `key_reused`, `organization_not_found`
 * @throws TransientError `too_many_requests` after five failed tries in an hour
 * @source docs/rules.md#redeem-codes; docs/invariants.md#g7; docs/invariants.md#g8
 */
export async function redeemCode(
  deps: RedeemDeps,
  caller: Caller,
  { code, idempotencyKey }: { readonly code: string; readonly idempotencyKey: string },
): Promise<Redeemed> {
  const { orgId, actor, from } = caller;
  const hash = codeHash(code);
  const earlier = await claimByKey(deps.homes.platform, orgId, idempotencyKey);
  if (earlier !== null) return finishClaim(deps, sameCode(earlier, hash, idempotencyKey), from);
  const id = newId();
  await countTry(deps, orgId, id);
  reach("code.tried");
  const wanted = { id, codeHash: hash, orgId, actor, idempotencyKey };
  const claim = await retrying(() => inPlatform(deps.homes.platform, (tx) => claimCode(tx, wanted)));
  if (claim === null) throw codeNotValid();
  reach("code.claimed");
  const redeemed = await finishClaim(deps, claim, from);
  // The same call twice at once counted two tries and made one claim.
  if (claim.id !== id) await inOrganization(deps.homes.organizations, orgId, (tx) => giveTryBack(tx, orgId, id));
  return redeemed;
}

/** Counts the try as failed until it succeeds, so that many tries at once cannot pass the limit. */
async function countTry({ homes }: RedeemDeps, orgId: string, id: string): Promise<void> {
  const waitMs = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      if ((await lockOrganization(tx, orgId)) === null) throw organizationNotFound(orgId);
      const { now } = await requireStanding(tx, orgId);
      return takeTry(tx, orgId, id, now);
    }),
  );
  if (waitMs === 0) return;
  const message = "There were too many codes that are not valid. Try again later.";
  throw new TransientError("too_many_requests", message, waitMs);
}

function sameCode(claim: CodeClaim, hash: Buffer, key: string): CodeClaim {
  if (claim.codeHash.equals(hash)) return claim;
  const message = "This idempotency key was used for another code before. Use a new key.";
  throw refused("key_reused", message, { operation: "codes.redeem", key });
}
