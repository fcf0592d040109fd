import type { BookStore } from "@scrip/db/catalog";
import {
  type Homes,
  inOrganization,
  OrganizationMissing,
  type OrganizationsTx,
  queryOf,
  retrying,
} from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import type { Ledger } from "@scrip/db/ledger";
import { type LockedOrganization, lockOrganization } from "@scrip/db/organizations";
import type { Permission } from "@scrip/domain/access";
import type { Instant } from "@scrip/domain/ledger";
import type { Caller } from "../../deps.ts";
import { lockAs } from "../../lock-as.ts";
import type { TopUpScope } from "./top-up-scope.ts";

/** Who acts: a member or an operator, or `null` for the platform itself. */
export interface TopUpOf {
  readonly orgId: string;
  readonly caller: Caller | null;
}

/** The dependencies of units of work on automatic top-up. */
export interface TopUpDeps {
  readonly homes: Pick<Homes, "organizations">;
  readonly ledger: Pick<Ledger, "announce">;
  readonly books: BookStore;
  readonly isQuiet?: boolean | undefined;
}

const PERMISSION: Permission = "billing:write";

/**
 * Runs a unit of work on payment methods or automatic top-up, in one transaction under the organization's lock. The commit
 * wakes the worker for the due work that it wrote.
 * @throws OrganizationMissing
 * @throws RefusedError `organization_not_found`, `permission_missing`, `organization_closed`
 */
export async function inTopUp<Result>(
  { homes, ledger, books, isQuiet = false }: TopUpDeps,
  { orgId, caller }: TopUpOf,
  unit: (scope: TopUpScope) => Promise<Result>,
): Promise<Result> {
  const { result, dueAt } = await retrying(() =>
    inOrganization(homes.organizations, orgId, async (tx) => {
      const organization = await locked(tx, orgId, caller);
      const { onTestClock, catalogVersion } = organization;
      const wanted = new Map<string, Instant | null>();
      const result = await unit({
        tx,
        organization,
        catalog: await books.catalogOf(catalogVersion, queryOf(tx)),
        isQuiet,
        setDue: async (kind, refId, at) => {
          await setDue(tx, { orgId, kind, refId, onTestClock, dueAt: at });
          if (!onTestClock) wanted.set(`${kind} ${refId}`, at);
        },
      });
      const times = [...wanted.values()].filter((at) => at !== null);
      return { result, dueAt: times.length === 0 ? null : Math.min(...times) };
    }),
  );
  ledger.announce({ orgIds: [orgId], dueAt });
  return result;
}

async function locked(tx: OrganizationsTx, orgId: string, caller: Caller | null): Promise<LockedOrganization> {
  if (caller !== null) return (await lockAs(tx, caller, PERMISSION)).organization;
  const organization = await lockOrganization(tx, orgId);
  if (organization === null) throw new OrganizationMissing(orgId);
  return organization;
}
