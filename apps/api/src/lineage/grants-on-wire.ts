import type { GrantNamed } from "@scrip/db/read/lineage/grant-json";
import type { GrantSeen } from "@scrip/usecases/lineage/grant-seen";

/** The terms that name a grant. */
export function grantOnWire({ id, source, kind, effectiveAt, expiresAt }: GrantNamed) {
  return { grant: id, source, kind, effectiveAt, expiresAt };
}

/** A grant with where its credit is. */
export function grantSeenOnWire(grant: GrantSeen) {
  const { amount, remaining, reserved, used, expired, revoked } = grant;
  return {
    ...grantOnWire(grant),
    amount: String(amount),
    remaining: String(remaining),
    reserved: String(reserved),
    used: String(used),
    expired: String(expired),
    revoked: String(revoked),
  };
}
