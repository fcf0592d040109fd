import { inOrganization, OrganizationMissing, type OrganizationsTx, queryOf, retrying } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { openSubscription, runningContract } from "@scrip/db/plans";
import type { Permission } from "@scrip/domain/access";
import type { Instant } from "@scrip/domain/ledger";
import type { Caller } from "../deps.ts";
import { lockAs } from "../lock-as.ts";
import { noticeChange } from "./notice-change.ts";
import type { PlanDeps } from "./plan-deps.ts";
import { BY_TIME, PlanTx } from "./plan-tx.ts";

/** The organization of a unit of work, and who asks for it. */
interface PlanOf {
  readonly orgId: string;
  /** `null` is the platform itself, which carries out due work. */
  readonly caller: Caller | null;
  /** What a member needs at this moment; the right to change the plan, if not given. */
  readonly permission?: Permission;
}

/**
 * Runs a unit of work on the plan of an organization, in one transaction under the organization's lock. At its end the
 * organization has the plan in force, and everything that needs due work has its row.
 * @throws OrganizationMissing
 * @throws RefusedError `organization_not_found`, `permission_missing`, `organization_closed`
 * @source docs/rules.md#plans
 */
export async function inPlan<Result>(
  deps: PlanDeps,
  of: PlanOf,
  unit: (plan: PlanTx) => Promise<Result>,
): Promise<Result> {
  let done: PlanTx | null = null;
  const result = await retrying(() =>
    inOrganization(deps.homes.organizations, of.orgId, async (tx) => {
      const plan = await openPlan(deps, tx, of);
      const answer = await unit(plan);
      await plan.finish();
      await noticeChange(plan);
      done = plan;
      return answer;
    }),
  );
  (done as PlanTx | null)?.committed();
  return result;
}

/**
 * Runs a unit of work on the plan of an organization in a transaction that has locked it and does more than that.
 * @param around the transaction's own way to wake the worker after the commit
 */
export async function inPlanWithin<Result>(
  deps: PlanDeps,
  tx: OrganizationsTx,
  around: { readonly organization: { readonly orgId: string }; readonly wakeAt: (dueAt: Instant) => void },
  unit: (plan: PlanTx) => Promise<Result>,
): Promise<Result> {
  const plan = await openPlan(deps, tx, { orgId: around.organization.orgId, caller: null });
  const result = await unit(plan);
  await plan.finish();
  await noticeChange(plan);
  if (plan.firstDue !== null) around.wakeAt(plan.firstDue);
  return result;
}

async function openPlan(
  deps: PlanDeps,
  tx: OrganizationsTx,
  { orgId, caller, permission = "plan:write" }: PlanOf,
): Promise<PlanTx> {
  const organization =
    caller === null ? await lockOrganization(tx, orgId) : (await lockAs(tx, caller, permission)).organization;
  if (organization === null) throw new OrganizationMissing(orgId);
  const subscription = await openSubscription(tx, orgId);
  const contract = organization.hasContract ? await runningContract(tx, orgId) : null;
  const catalog = await deps.books.catalogOf(organization.catalogVersion, queryOf(tx));
  return new PlanTx(deps, tx, { organization, subscription, contract, catalog, acting: caller ?? BY_TIME });
}
