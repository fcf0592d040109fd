import { findPeople, listServiceKeysOf, type ServiceKey } from "@scrip/db/access";
import { keyUsesToday } from "@scrip/db/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Deps } from "../deps.ts";

/** A service key as pages show it. */
export interface ListedKey extends ServiceKey {
  readonly state: "valid" | "expired" | "revoked";
  /** The person who made it; `null` if the command line did. Their name is `null` if the account is gone. */
  readonly madeBy: { readonly person: string; readonly name: string | null } | null;
  /** What counts towards its ceiling on the organization's present day (UTC), in micro-USD; `null` if nothing counts it. */
  readonly usedToday: Micros | null;
}

/** The most keys that a list shows. */
const MOST_KEYS = 200;

/**
 * Lists the keys of an organization, the newest first, with what they used today and who made them.
 * @source docs/rules.md#service-keys
 */
export async function listKeys({ homes, pages }: Pick<Deps, "homes" | "pages">, orgId: string): Promise<ListedKey[]> {
  const [keys, uses] = await Promise.all([
    listServiceKeysOf(homes.platform, orgId, MOST_KEYS),
    keyUsesToday(pages, orgId),
  ]);
  const shown = await withMakers(homes, keys);
  return shown.map((key) => ({ ...key, usedToday: uses.get(key.id) ?? null }));
}

/** Adds the state of keys, and the names of the people who made them. */
export async function withMakers(
  { platform }: Deps["homes"],
  keys: readonly ServiceKey[],
): Promise<Omit<ListedKey, "usedToday">[]> {
  const makers = keys.flatMap(({ createdBy }) => createdBy ?? []);
  const people = makers.length === 0 ? new Map() : await findPeople(platform, [...new Set(makers)]);
  const now = Date.now();
  return keys.map((key) => ({
    ...key,
    state: stateOf(key, now),
    madeBy: key.createdBy === null ? null : { person: key.createdBy, name: people.get(key.createdBy)?.name ?? null },
  }));
}

function stateOf({ revokedAt, expiresAt }: ServiceKey, now: number): ListedKey["state"] {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= now ? "expired" : "valid";
}
