import type { salesRequestInput, setSalesStateInput } from "@scrip/contract/sales";
import type { Parsed } from "@scrip/contract/wire/parsed";
import { appendPlatformAudit, takeTries } from "@scrip/db/access";
import { inPlatform } from "@scrip/db/connection";
import { insertSalesRequest, type SalesRequest, setSalesState } from "@scrip/db/plans/sales";
import type { CallOrigin, Deps } from "../../deps.ts";
import { auditActor, type OperatorCaller, requireOperator } from "../../operators/operator-caller.ts";
import { organizationNotFound, refused } from "../../refused.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Who asks: a person who is signed in with their organizations, or a visitor. */
export interface SalesCaller {
  readonly member: { readonly id: string; readonly orgIds: readonly string[] } | null;
  readonly from: CallOrigin;
}

/**
 * Stores a request to talk to sales, of a member or of a visitor.
 * @throws RefusedError `organization_not_found` for an organization that is not the person's
 * @throws TransientError `too_many_requests`
 * @source docs/rules.md#talk-to-sales
 */
export async function requestSales(
  { homes: { platform } }: Pick<Deps, "homes">,
  { member, from }: SalesCaller,
  { org, name, email, message, company, plan }: Parsed<typeof salesRequestInput>,
): Promise<void> {
  if (org !== undefined && !(member?.orgIds.includes(org) ?? false)) throw organizationNotFound(org);
  const limits = [{ name: `sales request of ${email}`, most: 5, windowMs: DAY_MS }];
  if (from.address !== null) limits.push({ name: `sales request from ${from.address}`, most: 10, windowMs: HOUR_MS });
  await takeTries(platform, limits, Date.now());
  await insertSalesRequest(platform, {
    name,
    email,
    message,
    company: company ?? null,
    plan: plan ?? null,
    orgId: org ?? null,
    personId: member?.id ?? null,
  });
}

/**
 * Sets the state of a request to talk to sales.
 * @throws RefusedError `operators_only`, `sales_request_not_found`
 * @source docs/rules.md#talk-to-sales
 */
export function setStateOfRequest(
  { homes }: Pick<Deps, "homes">,
  operator: OperatorCaller,
  { request, state }: Parsed<typeof setSalesStateInput>,
): Promise<SalesRequest> {
  return inPlatform(homes.platform, async (tx) => {
    await requireOperator(tx, operator);
    const set = await setSalesState(tx, request, state);
    if (set === null) throw refused("sales_request_not_found", "There is no such request.");
    await appendPlatformAudit(tx, {
      actor: auditActor(operator),
      action: "sales.state_set",
      target: { type: "sales_request", id: request },
      outcome: "done",
      from: operator.from,
      details: { state },
    });
    return set;
  });
}
