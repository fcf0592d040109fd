import { appendAudit, appendPlatformAudit } from "@scrip/db/access";
import { inOrganization, inPlatform } from "@scrip/db/connection";
import { type DueWork, unparkDue, unparkPlatformDue } from "@scrip/db/due";
import type { Deps } from "../../deps.ts";
import { audited } from "../../operators/change-organization.ts";
import { auditActor, type OperatorCaller, requireOperator } from "../../operators/operator-caller.ts";

/**
 * Has parked work of an organization's payments tried again. Work that is not parked stays as it is.
 * @returns whether it was parked
 * @throws RefusedError `operators_only`
 * @throws OrganizationMissing
 * @source docs/rules.md#parked-payments
 */
export function retryWork(
  deps: Pick<Deps, "homes" | "ledger" | "books">,
  operator: OperatorCaller,
  { reason, ...work }: DueWork & { readonly reason: string },
): Promise<boolean> {
  const { orgId, kind, refId } = work;
  const kept = { action: "payment.retried", details: { work: kind, about: refId } } as const;
  return audited(deps, operator, { orgId, reason, ...kept }, async ({ from }) => {
    const wasParked = await unparkDue(deps.homes.organizations, work);
    const target = { type: "organization", id: orgId };
    await inOrganization(deps.homes.organizations, orgId, (tx) =>
      appendAudit(tx, orgId, {
        actor: auditActor(operator),
        target,
        outcome: "done",
        from,
        reason,
        ...kept,
      }),
    );
    return wasParked;
  });
}

/**
 * Has an event of the gateway, or another parked claim of payments, tried again.
 * @returns whether it was parked
 * @throws RefusedError `operators_only`
 * @source docs/rules.md#parked-payments
 */
export async function retryClaim(
  { homes }: Pick<Deps, "homes">,
  operator: OperatorCaller,
  {
    kind,
    ref,
    reason,
  }: { readonly kind: "book_event" | "number_document"; readonly ref: string; readonly reason: string },
): Promise<boolean> {
  return inPlatform(homes.platform, async (tx) => {
    await requireOperator(tx, operator);
    await appendPlatformAudit(tx, {
      actor: auditActor(operator),
      action: "payment.retried",
      target: null,
      outcome: "done",
      from: operator.from,
      reason,
      details: { work: kind, about: ref },
    });
    return unparkPlatformDue(tx, { kind, ref });
  });
}
