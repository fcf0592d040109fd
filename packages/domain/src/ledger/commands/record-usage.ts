import { formatUsd, greatest, MAX_AMOUNT, type Micros, mulDiv } from "../../money/index.ts";
import { eventKey } from "../../usage/events/event-key.ts";
import { isLate } from "../../usage/events/is-late.ts";
import { priceOfUsage } from "../../usage/events/price-of-usage.ts";
import type { Price } from "../../usage/prices/index.ts";
import { monthAround } from "../../usage/storage/month.ts";
import { CLOCK_TOLERANCE_MS } from "../jobs/job-facts.ts";
import type { UsageAnswer } from "../state/answer.ts";
import { checkBudgets } from "../state/budget-room.ts";
import { chargeMeter } from "../state/charge-row.ts";
import type { Draft } from "../state/draft.ts";
import type { Instant } from "../state/ids.ts";
import { checkCredit } from "../state/insufficient.ts";
import { bookAt } from "../state/price-book.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import type { PriceBook, WorkPolicy } from "../state/terms.ts";
import type { UsageChain } from "../state/usage.ts";
import { chargeMonth, type MonthTerms, monthChange, monthMeterOf } from "./charge-month.ts";
import { unknownResource } from "./charge-now.ts";
import type { RecordUsage } from "./command.ts";
import { giveBack, NOTHING_BACK } from "./give-back.ts";
import { type Needs, NO_NEEDS } from "./needs.ts";

/** The event that is corrected, with all charges of its meter and their payers. */
export const recordUsageNeeds = ({ source, corrects }: RecordUsage): Needs =>
  corrects === null ? NO_NEEDS : { usageEvent: { source, name: corrects } };

/**
 * Charges a usage event by the price at the time of the event, or corrects the total of an earlier event.
 * @refuses `event_ahead_of_time`, `unknown_resource`, `not_metered_by_events`, `price_above_limit`,
 *   `balance_above_limit`; `insufficient_credit` and `budget_exceeded` where the policy refuses work at zero;
 *   `usage_event_not_found` and `correction_differs` for a correction
 * @source docs/rules.md#usage-events; docs/rules.md#corrections-of-usage; docs/invariants.md#l19
 */
export function recordUsage(draft: Draft, command: RecordUsage, context: RuleContext): UsageAnswer | RuleRefusal {
  const eventAt = command.eventAt ?? draft.at;
  if (eventAt > draft.at + CLOCK_TOLERANCE_MS) return aheadOfTime(draft, command.name, eventAt);
  if (command.corrects === null) return firstEvent(draft, command, eventAt, context);
  const chain = chainOf(draft, command.source, command.corrects);
  if (chain === undefined) return notFound(command.source, command.corrects);
  return correction(draft, command, command.corrects, chain);
}

function firstEvent(
  draft: Draft,
  command: RecordUsage,
  eventAt: Instant,
  context: RuleContext,
): UsageAnswer | RuleRefusal {
  const { id, resource, quantity, project, member, source, name } = command;
  const book = bookAt(draft.ledger, context.books, eventAt);
  const policy = policyOfEvents(book, resource);
  if ("refused" in policy) return policy;
  const cost = book.costOf(resource);
  if (cost === undefined) return unknownResource(resource);
  const check = (amount: Micros): RuleRefusal | null =>
    checkPrice(amount) ?? (refusesAtZero(policy) ? checkAllowed(draft, amount, command, policy) : null);
  const late = isLate(eventAt, draft.at);
  const time = { from: eventAt, until: eventAt, isLate: late };
  const metered = { meter: "usage", meterId: id, quantity, ...time, source, name } as const;
  const terms = { id, leg: 1, resource, unitsMilli: null, flags: [], project, member };
  if (typeof cost !== "bigint")
    return firstInMonth(draft, command, { price: cost, terms: { ...terms, metered }, check });
  const amount = priceOfUsage(cost, quantity);
  const problem = check(amount);
  if (problem !== null) return problem;
  const charge = { ...terms, rate: cost, amount, metered: { ...metered, price: null, month: null } };
  const becameOwed = chargeMeter(draft, charge);
  return answer(draft, command, { amount, becameOwed, ...NOTHING_BACK, isLate: late });
}

/** An event whose price is a shape, with the terms of its charge. */
interface ShapedEvent {
  readonly price: Price;
  readonly terms: MonthTerms;
  readonly check: (amount: Micros) => RuleRefusal | null;
}

/** Charges an event by a price shape: it counts in the month of its time, also if it arrives later. */
function firstInMonth(
  draft: Draft,
  command: RecordUsage,
  { price, terms, check }: ShapedEvent,
): UsageAnswer | RuleRefusal {
  const { resource, quantity, refundId } = command;
  const month = monthAround(terms.metered.from).from;
  const meter = monthMeterOf(draft, { counts: "usage", resource, month, price }, refundId);
  const problem = check(greatest(monthChange(meter, quantity), 0n));
  if (problem !== null) return problem;
  const charged = chargeMonth(draft, meter, quantity, terms, refundId);
  return answer(draft, command, { ...charged, isLate: terms.metered.isLate });
}

/**
 * Charges or gives back the difference of the prices of two totals; by a price shape, that of its month. Work that was done is always charged, and what credit
 * does not cover is owed.
 */
function correction(
  draft: Draft,
  command: RecordUsage,
  corrected: string,
  chain: UsageChain,
): UsageAnswer | RuleRefusal {
  const { id, quantity, source, name, refundId } = command;
  const { meterId, resource, project, member, eventAt, monthId } = chain;
  const field = differing(command, chain);
  if (field !== null) return differs(corrected, field);
  const late = isLate(eventAt, draft.at);
  const time = { from: eventAt, until: eventAt, isLate: late };
  const metered = { meter: "usage", meterId, quantity, ...time, source, name } as const;
  const terms = { id, leg: chain.legs + 1, resource, unitsMilli: null, flags: [], project, member };
  if (monthId !== null) {
    const meter = draft.months.get(monthId);
    if (meter === undefined) throw new Error(`the ledger was loaded without the month meter ${monthId}`);
    const added = quantity - chain.quantity;
    const problem = checkPrice(greatest(monthChange(meter, added), 0n));
    if (problem !== null) return problem;
    const charged = chargeMonth(draft, meter, added, { ...terms, metered }, refundId);
    return answer(draft, command, { ...charged, isLate: late });
  }
  const rate = chain.rate ?? 0n;
  const before = priceOfUsage(rate, chain.quantity);
  const after = priceOfUsage(rate, quantity);
  const problem = checkPrice(after);
  if (problem !== null) return problem;
  const back = after < before ? giveBack(draft, meterId, id, before - after, refundId) : NOTHING_BACK;
  const amount = greatest(after - before, 0n);
  const charge = { ...terms, rate, amount, metered: { ...metered, price: null, month: null } };
  const becameOwed = chargeMeter(draft, charge);
  return answer(draft, command, { amount, becameOwed, ...back, isLate: late });
}

function chainOf({ ledger: { usage } }: Draft, source: string, name: string): UsageChain | undefined {
  if (usage === null) throw new Error("the ledger was loaded without the events that corrections name");
  return usage.chains.get(usage.events.get(eventKey(source, name)) ?? "");
}

/** The policy of the kind of work that a resource is for, if events meter it. */
function policyOfEvents(book: PriceBook, resource: string): WorkPolicy | RuleRefusal {
  const unit = book.unitOf(resource);
  if (unit === undefined) return unknownResource(resource);
  if (unit === "hour") {
    const message = `The resource "${resource}" is metered by the hour, as jobs or endpoints, and not by events.`;
    return refuse("not_metered_by_events", message, { resource, unit });
  }
  return book.policyOfUnit(unit);
}

/** Reported work of the other policies has already been done. */
const refusesAtZero = ({ atZero: { kind } }: WorkPolicy): boolean => kind === "refuse" || kind === "pause";

/** Checks the price with the margin of the policy, rounded up once, and the budgets in which the event counts. */
function checkAllowed(
  draft: Draft,
  amount: Micros,
  labels: Pick<RecordUsage, "project" | "member">,
  { admission }: WorkPolicy,
): RuleRefusal | null {
  const withMargin = admission.of === "nothing" ? 0n : mulDiv(amount, admission.marginMilli, 1000n, "ceil");
  const required = greatest(greatest(withMargin, amount), admission.minimum);
  return checkCredit(draft, required) ?? checkBudgets(draft, amount, draft.counted(labels));
}

function checkPrice(price: Micros): RuleRefusal | null {
  if (price <= MAX_AMOUNT) return null;
  const message = `The usage would cost ${formatUsd(price)}, more than the limit of ${formatUsd(MAX_AMOUNT)}.`;
  return refuse("price_above_limit", message, { price: String(price), limit: String(MAX_AMOUNT) });
}

/** The first of the fields in which a correction differs from its event. A label that is not given stays. */
function differing(command: RecordUsage, chain: UsageChain): "resource" | "project" | "member" | null {
  if (command.resource !== chain.resource) return "resource";
  if (command.project !== null && command.project !== chain.project) return "project";
  return command.member !== null && command.member !== chain.member ? "member" : null;
}

function answer(
  draft: Draft,
  { id }: RecordUsage,
  outcome: {
    readonly amount: Micros;
    readonly becameOwed: Micros;
    readonly forgiven: Micros;
    readonly refunded: Micros;
    readonly isLate: boolean;
  },
): UsageAnswer {
  return {
    charge: id,
    charged: String(outcome.amount),
    becameOwed: String(outcome.becameOwed),
    forgiven: String(outcome.forgiven),
    refunded: String(outcome.refunded),
    isLate: outcome.isLate,
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

function aheadOfTime(draft: Draft, event: string, eventAt: Instant): RuleRefusal {
  const message = `The event "${event}" is ${eventAt - draft.at} ms ahead of time.`;
  return refuse("event_ahead_of_time", message, { event, eventAt, at: draft.at });
}

function notFound(source: string, event: string): RuleRefusal {
  return refuse("usage_event_not_found", `The source "${source}" has reported no event "${event}".`, { source, event });
}

function differs(event: string, field: string): RuleRefusal {
  const message = `The correction has another ${field} than the event "${event}". Correct the event to 0, and report a new one.`;
  return refuse("correction_differs", message, { event, field });
}
