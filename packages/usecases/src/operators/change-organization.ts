import { appendPlatformAudit } from "@scrip/db/access";
import { inPlatform, OrganizationMissing } from "@scrip/db/connection";
import { getOrganization } from "@scrip/db/organizations";
import type { AuditRecord } from "@scrip/domain/audit-record";
import type { Caller, Deps } from "../deps.ts";
import { closeOrganization } from "../organizations/close-organization.ts";
import { setPlan } from "../organizations/set-plan.ts";
import { RefusedError } from "../refused.ts";
import { auditActor, type OperatorCaller, requireOperator } from "./operator-caller.ts";

/** A change of an organization by an operator, and why. */
export interface OrganizationChange {
  readonly orgId: string;
  readonly reason: string;
}

/** What a change of an organization needs. */
export type ChangeDeps = Pick<Deps, "homes" | "books" | "ledger">;

/**
 * Sets the plan of an organization.
 * @returns the plan
 * @throws RefusedError `operators_only`, `unknown_plan`, `organization_closed`
 * @throws OrganizationMissing
 * @source docs/rules.md#changes-of-organizations
 */
export function setPlanAsOperator(
  deps: ChangeDeps,
  operator: OperatorCaller,
  change: OrganizationChange & { readonly plan: string },
): Promise<{ plan: string }> {
  const { plan, reason } = change;
  const kept = { action: "organization.plan_set", details: { to: plan } } as const;
  return audited(deps, operator, { ...change, ...kept }, (caller) => setPlan(deps, caller, { plan, reason }));
}

/**
 * Closes an organization that owes nothing and runs nothing.
 * @throws RefusedError `operators_only`, `organization_owes`, `organization_runs_work`, `organization_closed`
 * @throws OrganizationMissing
 * @source docs/rules.md#changes-of-organizations
 */
export function closeAsOperator(deps: ChangeDeps, operator: OperatorCaller, change: OrganizationChange): Promise<void> {
  const kept = { action: "organization.closed", details: {} } as const;
  return audited(deps, operator, { ...change, ...kept }, (caller) => closeOrganization(deps, caller, change));
}

/** A change with its name and details for the platform's log. */
export interface AuditedChange extends OrganizationChange, Required<Pick<AuditRecord, "action" | "details">> {}

/**
 * Changes an organization, which writes its own audit log in the same transaction. The platform's log keeps the request
 * before the change and the outcome after it, so a process that dies between the homes leaves no change without a name.
 */
export async function audited<T>(
  { homes }: ChangeDeps,
  operator: OperatorCaller,
  { orgId, reason, action, details }: AuditedChange,
  change: (caller: Caller) => Promise<T>,
): Promise<T> {
  const { personId, from } = operator;
  if ((await getOrganization(homes.organizations, orgId)) === undefined) throw new OrganizationMissing(orgId);
  const record = (some: Pick<AuditRecord, "action" | "outcome" | "details">): AuditRecord => ({
    actor: auditActor(operator),
    target: { type: "organization", id: orgId },
    from,
    reason,
    ...some,
  });
  await inPlatform(homes.platform, async (tx) => {
    await requireOperator(tx, operator);
    const asked = record({ action: "operator.asked", outcome: "done", details: { ...details, change: action } });
    await appendPlatformAudit(tx, asked);
  });
  const outcome = (some: Pick<AuditRecord, "outcome" | "details">) =>
    inPlatform(homes.platform, (tx) => appendPlatformAudit(tx, record({ action, ...some })));
  try {
    const changed = await change({ orgId, actor: { type: "operator", id: personId }, from });
    await outcome({ outcome: "done", details });
    return changed;
  } catch (error) {
    if (error instanceof RefusedError)
      await outcome({ outcome: "denied", details: { ...details, problem: error.refusal.code } });
    throw error;
  }
}
