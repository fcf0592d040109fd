import { appendAudit } from "@scrip/db/access";
import { PaymentMethodEntity, type PaymentMethodRow, paymentMethodsOf, topUpOf } from "@scrip/db/billing";
import { newId } from "@scrip/db/connection";
import type { AuditAction } from "@scrip/domain/audit-actions";
import { paidWith } from "@scrip/domain/billing/attempts";
import type { ReturnUrls } from "@scrip/domain/billing/gateway";
import { attentionOf } from "@scrip/domain/billing/methods";
import { auditedBy } from "../../access/audited-by.ts";
import type { Caller } from "../../deps.ts";
import { refused } from "../../refused.ts";
import { ensureAccount } from "../account/ensure-account.ts";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { inTopUp } from "../top-up-state/in-top-up.ts";
import type { TopUpScope } from "../top-up-state/top-up-scope.ts";
import { answerOf } from "./ask-gateway.ts";
import { refreshMethods } from "./refresh-methods.ts";

/**
 * Opens a page of the gateway that adds a payment method.
 * @returns the address of the page
 * @throws RefusedError `payment_unavailable`, `permission_missing`, `organization_closed`
 * @source docs/rules.md#payment-methods
 */
export async function addMethod(deps: AttemptDeps, caller: Caller, urls: ReturnUrls): Promise<string> {
  const { orgId } = caller;
  await inTopUp(deps, { orgId, caller }, (scope) => audited(scope, caller, "billing.method_opened", {}));
  const { customer } = await answerOf(ensureAccount(deps, orgId));
  const page = await answerOf(requireGateway(deps).pages.openSetup(newId(), customer, urls));
  return page.url;
}

/**
 * Opens the gateway's own pages of an organization.
 * @returns the address of the page
 * @throws RefusedError `payment_unavailable`, `permission_missing`, `organization_closed`
 */
export async function openPortal(deps: AttemptDeps, caller: Caller, back: string): Promise<string> {
  const { orgId } = caller;
  await inTopUp(deps, { orgId, caller }, () => Promise.resolve());
  const { customer } = await answerOf(ensureAccount(deps, orgId));
  return answerOf(requireGateway(deps).pages.openPortal(customer, back));
}

/**
 * Makes a payment method the default one, which automatic top-up and plans charge.
 * @throws RefusedError `payment_method_not_found`, `payment_unavailable`, `permission_missing`, `organization_closed`
 * @source docs/rules.md#payment-methods
 */
export async function setDefaultMethod(deps: AttemptDeps, caller: Caller, id: string): Promise<void> {
  const { orgId } = caller;
  const gateway = requireGateway(deps);
  await inTopUp(deps, { orgId, caller }, async (scope) => {
    const method = await methodOf(scope, id);
    await audited(scope, caller, "billing.method_made_default", { method: paidWith(method) });
  });
  const { customer } = await answerOf(ensureAccount(deps, orgId));
  await answerOf(gateway.methods.setDefault(customer, id));
  await answerOf(refreshMethods(deps, orgId));
}

/**
 * Removes a payment method. The last one that can be charged stays while automatic top-up is on. If it was the default
 * one, the newest of the others takes its place.
 * @throws RefusedError `payment_method_not_found`, `last_payment_method`, `payment_unavailable`, `permission_missing`,
 *   `organization_closed`
 * @source docs/rules.md#payment-methods
 */
export async function removeMethod(deps: AttemptDeps, caller: Caller, id: string): Promise<void> {
  const { orgId } = caller;
  const gateway = requireGateway(deps);
  await inTopUp(deps, { orgId, caller }, async (scope) => {
    const { tx, organization } = scope;
    const method = await methodOf(scope, id);
    await requireAnother(scope, method);
    // Marked before the gateway is asked: of two removals at once, the second one counts without the first one's card.
    await tx.repository(PaymentMethodEntity).update({ orgId, id }, { isDefault: false, removedAt: organization.time });
    await audited(scope, caller, "billing.method_removed", { method: paidWith(method) });
  });
  await answerOf(gateway.methods.remove(id));
  await answerOf(refreshMethods(deps, orgId));
}

async function methodOf({ tx, organization: { orgId } }: TopUpScope, id: string): Promise<PaymentMethodRow> {
  const method = (await paymentMethodsOf(tx, orgId)).find((each) => each.id === id);
  if (method !== undefined) return method;
  throw refused("payment_method_not_found", "The organization has no such payment method. It may be removed already.", {
    method: id,
  });
}

async function requireAnother({ tx, organization }: TopUpScope, method: PaymentMethodRow): Promise<void> {
  const { orgId, time } = organization;
  const topUp = await topUpOf(tx, orgId);
  if (topUp === null || topUp.state === "off") return;
  const others = (await paymentMethodsOf(tx, orgId)).filter(({ id }) => id !== method.id);
  if (others.some((other) => attentionOf(other, time.getTime()) !== "expired")) return;
  const message =
    `${paidWith(method)} is the last payment method, and automatic top-up is on. ` +
    "Add another one first, or switch automatic top-up off.";
  throw refused("last_payment_method", message, { method: method.id });
}

async function audited(
  { tx, organization: { orgId } }: TopUpScope,
  caller: Caller,
  action: AuditAction,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  const target = { type: "organization", id: orgId } as const;
  await appendAudit(tx, orgId, { ...auditedBy(caller), action, target, outcome: "done", details });
}
