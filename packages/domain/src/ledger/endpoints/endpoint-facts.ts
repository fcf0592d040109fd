import { formatUsd, MAX_AMOUNT, type Micros } from "../../money/index.ts";
import { endpointPerHour } from "../../usage/endpoints/accrual.ts";
import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import type { UnitCost } from "../../usage/prices/index.ts";
import type { Draft } from "../state/draft.ts";
import type { Id } from "../state/ids.ts";
import { insufficientCredit, missingCredit, onceSettled } from "../state/insufficient.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import type { PriceBook, WorkPolicy } from "../state/terms.ts";

/** The kind of work whose policy endpoints follow. */
const WORK = "endpoint";

/** The policy of work that is metered by time. */
export type TimePolicy = WorkPolicy & { readonly settleEveryMs: number };

/** The highest price of one endpoint per hour: a million dollars, as for jobs. */
const MAX_HOURLY: Micros = MAX_AMOUNT / 1000n;

/** Finds the endpoint with a caller's `ref`. */
export function findEndpoint(draft: Draft, ref: string): Endpoint | undefined {
  const id = draft.meters?.endpointIds.get(ref);
  return id === undefined ? undefined : endpointById(draft, id);
}

/** Finds an endpoint by its id. */
export function endpointById(draft: Draft, id: Id): Endpoint | undefined {
  return draft.meters?.endpoints.get(id);
}

/**
 * Finds the endpoint with a caller's `ref`, running or not.
 * @refuses `endpoint_not_found`
 */
export function namedEndpoint(draft: Draft, ref: string): Endpoint | RuleRefusal {
  return findEndpoint(draft, ref) ?? refuse("endpoint_not_found", `There is no endpoint "${ref}".`, { endpoint: ref });
}

/**
 * Finds the policy of endpoints, after it checks that the resource is sold for them.
 * @refuses `unknown_resource`; `not_sold_for_work`, also if the catalog does not meter endpoints by time
 */
export function endpointPolicy(book: PriceBook, resource: string): TimePolicy | RuleRefusal {
  if (book.costOf(resource) === undefined)
    return refuse("unknown_resource", `The catalog has no resource "${resource}".`, { resource });
  const policy = book.policyOf(WORK);
  const found = policy === undefined || !book.isSoldFor(resource, WORK) ? null : byTime(policy);
  if (found !== null) return found;
  return refuse("not_sold_for_work", `The resource "${resource}" is not sold for endpoints.`, { resource, work: WORK });
}

/** What an endpoint of a resource costs: a rate, or a price shape, whose rate is 0. */
export function rateAndPrice(cost: UnitCost = 0n): Pick<Endpoint, "rate" | "price"> {
  return typeof cost === "bigint" ? { rate: cost, price: null } : { rate: 0n, price: cost };
}

/** The policy under which an endpoint was started or scaled last. Its catalog version stays published forever. */
export function policyOfEndpoint({ catalogVersion }: Endpoint, context: RuleContext): TimePolicy {
  const policy = context.books(catalogVersion).policyOf(WORK);
  const found = policy === undefined ? null : byTime(policy);
  if (found === null) throw new Error(`catalog version ${catalogVersion} has no policy for endpoints`);
  return found;
}

function byTime(policy: WorkPolicy): TimePolicy | null {
  const { settleEveryMs } = policy;
  return settleEveryMs === null ? null : { ...policy, settleEveryMs };
}

/**
 * Checks that there is credit to begin with: the minimum of the policy, and more than zero, after what work without a hold has
 * accrued.
 * @refuses `insufficient_credit`
 * @source docs/rules.md#admission
 */
export function checkEndpointCredit(draft: Draft, { admission: { minimum } }: TimePolicy): RuleRefusal | null {
  const missing = missingCredit(draft, minimum, -draft.accrued);
  return missing === 0n ? null : insufficientCredit(draft, minimum, missing, onceSettled(draft));
}

/**
 * Checks that an hour of an endpoint stays within the limit of one amount.
 * @refuses `price_above_limit`
 * @source docs/rules.md#limits
 */
export function checkHourly(endpoint: Endpoint): RuleRefusal | null {
  const price = endpointPerHour(endpoint);
  if (price <= MAX_HOURLY) return null;
  const message = `The endpoint would cost ${formatUsd(price)} an hour, more than the limit of ${formatUsd(MAX_HOURLY)}.`;
  return refuse("price_above_limit", message, { price: String(price), limit: String(MAX_HOURLY) });
}
