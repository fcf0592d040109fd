import { SCOPES, type Scope } from "@scrip/domain/access";
import type { ListedKey } from "@scrip/usecases/access/list-keys";

/** A key as the wire shows it: without a secret. */
export function shownKey({ id, scopes, madeBy, ...key }: Omit<ListedKey, "usedToday">) {
  const { name, prefix, state, dailyCeiling, createdAt, expiresAt, revokedAt, lastUsedAt, lastUsedFrom } = key;
  return {
    key: id,
    name,
    prefix,
    // A later version may have had scopes that this one does not know.
    scopes: scopes.filter((scope): scope is Scope => SCOPES.some((known) => known === scope)),
    state,
    dailyCeiling,
    createdAt,
    madeBy,
    expiresAt,
    revokedAt,
    lastUsedAt,
    lastUsedFrom,
  };
}
