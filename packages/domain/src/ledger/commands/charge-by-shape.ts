import { least, MAX_AMOUNT, type Micros } from "../../money/index.ts";
import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import type { Price } from "../../usage/prices/index.ts";
import type { ChargedEndpoint } from "../endpoints/charged-endpoint.ts";
import type { LimitReason } from "../state/answer.ts";
import { derivedId } from "../state/derived-id.ts";
import type { Draft } from "../state/draft.ts";
import type { Id, Instant } from "../state/ids.ts";
import { mostChargeable } from "../state/limits.ts";
import { byMonth } from "../state/months.ts";
import { chargeMonth, monthChange, monthMeterOf } from "./charge-month.ts";

/**
 * Charges the time of an endpoint by a price shape: each calendar month is a charge of its own in the month meter, which
 * counts the time of all endpoints of the resource at this price. What rounding left of an earlier rate stays as it is.
 * @param id of the first charge; the others derive theirs from it
 * @source docs/rules.md#month-meters
 */
export function chargeByShape(draft: Draft, before: Endpoint, price: Price, id: Id): ChargedEndpoint {
  const { resource, unitsMilli, project, member } = before;
  let outcome: ChargedEndpoint = { endpoint: before, charged: 0n, becameOwed: 0n, limit: null };
  for (const [place, { month, from, until: end }] of byMonth(before.settledAt, draft.at).entries()) {
    const { endpoint } = outcome;
    const chargeId = derivedId(id, place);
    const meter = monthMeterOf(draft, { counts: "endpoint", resource, month, price }, chargeId);
    const quantityUntil = (until: Instant): bigint => BigInt(unitsMilli) * BigInt(until - from);
    const priceUntil = (until: Instant): Micros => monthChange(meter, quantityUntil(until));
    const { until, limit } = withinLimits(draft, { from, until: end }, priceUntil);
    const quantity = quantityUntil(until);
    const leg = endpoint.charges + 1;
    const span = { from, until, isLate: false, source: null, name: null };
    const metered = { meter: "endpoint", meterId: endpoint.id, quantity, ...span } as const;
    const terms = { id: chargeId, leg, resource, unitsMilli, flags: [], project, member, metered };
    const { amount, becameOwed } = chargeMonth(draft, meter, quantity, terms, chargeId);
    outcome = {
      endpoint: { ...endpoint, settledAt: until, charged: endpoint.charged + amount, charges: leg },
      charged: outcome.charged + amount,
      becameOwed: outcome.becameOwed + becameOwed,
      limit,
    };
    if (limit !== null) break;
  }
  return outcome;
}

/** Caps the time that is charged at once at the largest amount, and at the sums of the organization. */
function withinLimits(
  draft: Draft,
  { from, until }: { readonly from: Instant; readonly until: Instant },
  priceUntil: (until: Instant) => Micros,
): { readonly until: Instant; readonly limit: LimitReason | null } {
  const inAmount = lastWithin(from, until, (at) => priceUntil(at) <= MAX_AMOUNT);
  const most = least(MAX_AMOUNT, mostChargeable(draft, draft.spendable()));
  const inBalance = lastWithin(from, until, (at) => priceUntil(at) <= most);
  if (inBalance < inAmount) return { until: inBalance, limit: "balance_above_limit" };
  return { until: inAmount, limit: inAmount < until ? "price_above_limit" : null };
}

/** An instant of a span that is within a limit: its end, or else one whose next millisecond is beyond. The start is within. */
function lastWithin(from: Instant, until: Instant, isWithin: (at: Instant) => boolean): Instant {
  if (isWithin(until)) return until;
  let within = from;
  let beyond = until;
  while (beyond - within > 1) {
    const middle = Math.floor((within + beyond) / 2);
    if (isWithin(middle)) within = middle;
    else beyond = middle;
  }
  return within;
}
