import { least, MAX_AMOUNT } from "../../money/index.ts";
import { accruedAt, accruedUntil, unsettledMs } from "../../usage/endpoints/accrual.ts";
import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import type { ChargedEndpoint } from "../endpoints/charged-endpoint.ts";
import type { LimitReason } from "../state/answer.ts";
import { chargeMeter } from "../state/charge-row.ts";
import type { Draft } from "../state/draft.ts";
import type { Id } from "../state/ids.ts";
import { mostChargeable } from "../state/limits.ts";
import { chargeByShape } from "./charge-by-shape.ts";

/**
 * Charges an endpoint for its time up to now: from free credit in burn order, then as debt. The time is one charge, since its
 * terms did not change in between; by a price shape it is one for each calendar month. Without any time there is no charge.
 * Time that has run is always charged, up to the last whole millisecond within the limits of the ledger.
 * @param id of the charge
 * @source docs/rules.md#price-of-an-endpoint; docs/invariants.md#l19; docs/invariants.md#l20
 */
export function chargeEndpoint(draft: Draft, before: Endpoint, id: Id): ChargedEndpoint {
  if (unsettledMs(before, draft.at) === 0) return { endpoint: before, charged: 0n, becameOwed: 0n, limit: null };
  const charged =
    before.price === null ? chargeAtRate(draft, before, id) : chargeByShape(draft, before, before.price, id);
  draft.endpoint = charged.endpoint;
  return charged;
}

function chargeAtRate(draft: Draft, before: Endpoint, id: Id): ChargedEndpoint {
  const { until, limit } = withinLimits(draft, before);
  const { amount, remainder } = accruedAt(before, until);
  const leg = before.charges + 1;
  const { resource, rate, unitsMilli, project, member } = before;
  const quantity = BigInt(unitsMilli) * BigInt(until - before.settledAt);
  const span = { from: before.settledAt, until };
  const becameOwed = chargeMeter(draft, {
    id,
    leg,
    resource,
    rate,
    unitsMilli,
    amount,
    flags: [],
    project,
    member,
    metered: {
      meter: "endpoint",
      meterId: before.id,
      quantity,
      ...span,
      isLate: false,
      price: null,
      month: null,
      source: null,
      name: null,
    },
  });
  const charged = before.charged + amount;
  const endpoint = { ...before, settledAt: until, charged, remainder, charges: leg };
  return { endpoint, charged: amount, becameOwed, limit };
}

/** Caps the time that is charged at once at the largest amount, and at the sums of the organization. */
function withinLimits(
  draft: Draft,
  endpoint: Endpoint,
): { readonly until: number; readonly limit: LimitReason | null } {
  const { at } = draft;
  const inAmount = accruedUntil(endpoint, at, MAX_AMOUNT);
  const inBalance = accruedUntil(endpoint, at, least(MAX_AMOUNT, mostChargeable(draft, draft.spendable())));
  if (inBalance < inAmount) return { until: inBalance, limit: "balance_above_limit" };
  return { until: inAmount, limit: inAmount < at ? "price_above_limit" : null };
}
