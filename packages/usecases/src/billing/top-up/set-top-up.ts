import { appendAudit } from "@scrip/db/access";
import { saveTopUp, type TopUpRow, topUpOf } from "@scrip/db/billing";
import { paidWith } from "@scrip/domain/billing/attempts";
import { checkTopUp, restOf, type TopUpSettings } from "@scrip/domain/billing/top-up";
import { formatUsd, usd } from "@scrip/domain/money";
import { auditedBy } from "../../access/audited-by.ts";
import type { Caller } from "../../deps.ts";
import { writeNotice } from "../../notices/write-notice.ts";
import { refused } from "../../refused.ts";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";
import { inTopUp } from "../top-up-state/in-top-up.ts";
import { reviewInScope } from "../top-up-state/review.ts";
import { readFacts, type TopUpRead, type TopUpScope } from "../top-up-state/top-up-scope.ts";

/**
 * Sets automatic top-up. It is switched on only with a payment method that can be charged; switching it off always works,
 * and a payment that is under way is still booked. If credit is to be bought now, that is due work which the commit wakes.
 * @throws RefusedError `top_up_needs_card`, `top_up_card_declined`, `top_up_out_of_range`, `payment_unavailable`,
 *   `permission_missing`, `organization_closed`
 * @source docs/rules.md#automatic-top-up
 */
export async function setTopUp(deps: AttemptDeps, caller: Caller, settings: TopUpSettings): Promise<void> {
  if (settings.isOn) requireGateway(deps);
  const { orgId } = caller;
  await inTopUp(deps, { orgId, caller }, async (scope) => {
    const { tx, organization } = scope;
    const before = await topUpOf(tx, orgId);
    if (before === null && !settings.isOn) return;
    if (settings.isOn) await requireAllowed(scope, settings, before);
    const after = rowOf(scope, settings, before);
    await saveTopUp(tx, before, after);
    const reviewed = await reviewInScope(scope, { isTold: true, isNew: true });
    await tell(scope, before, after, reviewed);
    await appendAudit(tx, orgId, {
      ...auditedBy(caller),
      action: "billing.topup_set",
      target: { type: "organization", id: orgId },
      outcome: "done",
      details: detailsOf(settings),
    });
    return organization;
  });
}

/** The settings that an organization begins with: those of its catalog. */
export function defaultTopUp({ catalog }: Pick<TopUpScope, "catalog">): TopUpSettings {
  const { threshold, amount, perDay, perMonth } = catalog.limits.autoTopup;
  return {
    isOn: false,
    threshold: usd(threshold),
    buys: { kind: "amount", amount: usd(amount) },
    perDay: usd(perDay),
    perMonth: usd(perMonth),
  };
}

async function requireAllowed(scope: TopUpScope, settings: TopUpSettings, before: TopUpRow | null): Promise<void> {
  const { facts, method } = await readFacts(scope);
  const problem = checkTopUp(settings, facts.purchases);
  if (problem !== null) {
    const { field, minimum, maximum } = problem;
    const range = `between ${formatUsd(minimum)} and ${formatUsd(maximum)}, in whole cents`;
    throw refused("top_up_out_of_range", `This amount of automatic top-up must be ${range}.`, {
      field,
      minimum: String(minimum),
      maximum: String(maximum),
    });
  }
  // Other amounts may be set while it is on, whatever became of its card.
  if (before !== null && before.state !== "off") return;
  if (method === null || facts.card === null)
    throw refused("top_up_needs_card", "Add a payment method that can be charged first.");
  if (restOf(facts.breaker, facts.card, facts.now).kind !== "off") return;
  const words = paidWith(method);
  const message = `${words} declined before. Make another payment method the default one, or add credit with it once.`;
  throw refused("top_up_card_declined", message, { paidWith: words });
}

function rowOf({ organization }: TopUpScope, settings: TopUpSettings, before: TopUpRow | null): TopUpRow {
  const { threshold, buys, perDay, perMonth } = settings;
  return {
    orgId: organization.orgId,
    // The review that follows says where it stands.
    state: settings.isOn ? (before === null || before.state === "off" ? "ready" : before.state) : "off",
    until: settings.isOn ? (before?.until ?? null) : null,
    threshold,
    amount: buys.kind === "amount" ? buys.amount : null,
    target: buys.kind === "up_to" ? buys.target : null,
    perDay,
    perMonth,
    changedAt: organization.time,
  };
}

/** People are told that it was switched on or off, and not of other amounts. */
async function tell(
  { tx, organization, isQuiet }: TopUpScope,
  before: TopUpRow | null,
  after: TopUpRow,
  reviewed: TopUpRead | null,
): Promise<void> {
  const wasOn = before !== null && before.state !== "off";
  const isOn = after.state !== "off";
  if (wasOn === isOn || isQuiet) return;
  if (!isOn) {
    await writeNotice(tx, organization, { kind: "topup.off", data: {} });
    return;
  }
  const method = reviewed?.method ?? null;
  const words = method === null ? "The payment method" : paidWith(method);
  const data = { threshold: String(after.threshold), paidWith: words };
  await writeNotice(tx, organization, { kind: "topup.on", data });
}

function detailsOf({ isOn, threshold, buys, perDay, perMonth }: TopUpSettings): Record<string, string> {
  if (!isOn) return { is_on: "false" };
  return {
    is_on: "true",
    threshold: formatUsd(threshold),
    buys: buys.kind === "amount" ? formatUsd(buys.amount) : `up to ${formatUsd(buys.target)}`,
    per_day: formatUsd(perDay),
    per_month: formatUsd(perMonth),
  };
}
