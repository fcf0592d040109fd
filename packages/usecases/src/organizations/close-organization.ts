import { countOpenWork, OrganizationEntity } from "@scrip/db/organizations";
import { listContracts } from "@scrip/db/plans";
import { checkClose } from "@scrip/domain/organizations";
import type { Caller } from "../deps.ts";
import { inPlan } from "../plans/in-plan.ts";
import type { PlanDeps } from "../plans/plan-deps.ts";

import { RefusedError } from "../refused.ts";

/**
 * Closes an organization: nothing new starts in it, and its owner can still read it. Credit lapses at its time, and a
 * scheduled grant is cancelled at its time. Its subscription and its contracts end.
 * @throws RefusedError `permission_missing`, `organization_owes`, `organization_runs_work`, `organization_closed`
 * @source docs/rules.md#closing
 */
export async function closeOrganization(
  deps: PlanDeps,
  caller: Caller,
  { reason }: { readonly reason: string },
): Promise<void> {
  const { orgId } = caller;
  await inPlan(deps, { orgId, caller, permission: "organization:close" }, async (plan) => {
    const { tx, organization } = plan;
    const { jobs, holds, endpoints } = await countOpenWork(tx, orgId);
    const checked = checkClose({
      balance: organization,
      openJobs: jobs,
      openHolds: holds,
      runningEndpoints: endpoints,
    });
    if (!checked.ok) throw new RefusedError(checked.error);
    await plan.end("closed");
    for (const contract of await listContracts(tx, orgId))
      if (contract.state !== "ended") await plan.endContract(contract);
    await tx.repository(OrganizationEntity).update({ orgId }, { closedAt: organization.now });
    await plan.audit("organization.closed", { reason });
  });
}
