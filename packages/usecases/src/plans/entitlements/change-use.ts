import type { useEntitlementInput } from "@scrip/contract/entitlements";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { inOrganization, type OrganizationsTx, retrying } from "@scrip/db/connection";
import { type EntitlementChangeRow, findChange, lockUse, writeChange } from "@scrip/db/plans/entitlements";
import { changeCount, countedBy } from "@scrip/domain/plans/entitlements";
import type { Caller, Deps } from "../../deps.ts";
import { organizationClosed } from "../../lock-as.ts";
import { type RefusedError, refused } from "../../refused.ts";
import { unknownEntitlement } from "./entitlement-cache.ts";
import { requireStanding, termsOf } from "./read-entitlements.ts";

type UseDeps = Pick<Deps, "homes" | "books">;
type UseInput = Omit<Parsed<typeof useEntitlementInput>, "org">;

/** A counter after a change. */
export interface EntitlementUse {
  readonly entitlement: string;
  readonly limit: number | null;
  readonly used: number;
}

/**
 * Counts new things of an entitlement. Racing calls are decided one after another, so they never pass the limit. The same
 * key and input give the same answer, or the same refusal, and count once.
 * @throws RefusedError `limit_reached`, `unknown_entitlement`, `not_counted`, `key_reused`, `organization_closed`
 * @source docs/rules.md#entitlements
 */
export function useEntitlement(deps: UseDeps, caller: Caller, input: UseInput): Promise<EntitlementUse> {
  return change(deps, caller.orgId, "use", input);
}

/**
 * Counts things that are gone. It works on every plan, also above the limit, and in a closed organization.
 * @throws RefusedError `not_in_use`, `unknown_entitlement`, `not_counted`, `key_reused`
 * @source docs/rules.md#entitlements
 */
export function releaseEntitlement(deps: UseDeps, caller: Caller, input: UseInput): Promise<EntitlementUse> {
  return change(deps, caller.orgId, "release", input);
}

async function change(
  { homes, books }: UseDeps,
  orgId: string,
  operation: EntitlementChangeRow["operation"],
  { entitlement, count, idempotencyKey: key }: UseInput,
): Promise<EntitlementUse> {
  const wanted = { orgId, operation, key, entitlement, count };
  const row = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => (await known(tx, wanted)) ?? decided(tx, books, wanted)),
  );
  if (row.outcome !== "done") throw refusalOf(row);
  return { entitlement, limit: row.most, used: row.used };
}

type Wanted = Pick<EntitlementChangeRow, "orgId" | "operation" | "key" | "entitlement" | "count">;

/** The change that was made under the key before. @throws RefusedError `key_reused` */
async function known(tx: OrganizationsTx, wanted: Wanted): Promise<EntitlementChangeRow | null> {
  const row = await findChange(tx, wanted);
  if (row === null || (row.entitlement === wanted.entitlement && row.count === wanted.count)) return row;
  const operation = `entitlements.${wanted.operation}`;
  const message = "This idempotency key was used for another change before. Use a new key.";
  throw refused("key_reused", message, { operation, key: wanted.key });
}

async function decided(tx: OrganizationsTx, books: Deps["books"], wanted: Wanted): Promise<EntitlementChangeRow> {
  const { orgId, operation, entitlement } = wanted;
  const standing = await requireStanding(tx, orgId);
  const terms = await termsOf(books, standing, tx);
  if (!Object.hasOwn(terms.catalog.entitlements, entitlement)) throw unknownEntitlement(entitlement);
  if (countedBy(terms.catalog, entitlement) !== "by_platform") throw notCounted(entitlement);
  if (operation === "use" && standing.isClosed) throw organizationClosed(orgId);
  const used = await lockUse(tx, orgId, entitlement);
  const row = { ...wanted, at: new Date(standing.now), ...changeCount(terms, wanted, used) };
  if (await writeChange(tx, row)) return row;
  // The same key came twice at once, and the other call was first.
  const first = await known(tx, wanted);
  if (first === null) throw new Error(`the change ${wanted.key} of ${orgId} is neither written nor found`);
  return first;
}

function notCounted(entitlement: string): RefusedError {
  return refused("not_counted", `The platform does not count "${entitlement}".`, { entitlement });
}

function refusalOf({ outcome, entitlement, count, most, used, neededPlan }: EntitlementChangeRow): RefusedError {
  if (outcome === "not_in_use")
    return refused("not_in_use", `The organization has ${used} of "${entitlement}", and ${count} cannot be released.`, {
      entitlement,
      used,
    });
  const hint = neededPlan === null ? "" : ` The plan "${neededPlan}" allows it.`;
  return refused("limit_reached", `The plan allows ${most} of "${entitlement}", and ${used} are in use.${hint}`, {
    entitlement,
    limit: most ?? 0,
    used,
    plan: neededPlan,
  });
}
