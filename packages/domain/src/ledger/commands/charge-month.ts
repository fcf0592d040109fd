import { greatest, type Micros } from "../../money/index.ts";
import {
  chargedNet,
  findMonthMeter,
  type MonthKey,
  type MonthMeter,
  monthPriceAt,
  newMonthMeter,
} from "../../usage/months/month-meter.ts";
import { canonicalPrice } from "../../usage/prices/index.ts";
import { monthAround } from "../../usage/storage/month.ts";
import { chargeMeter, type MeteredTerms } from "../state/charge-row.ts";
import type { Draft } from "../state/draft.ts";
import type { Metered } from "../state/entry.ts";
import type { Id } from "../state/ids.ts";
import { type GivenBack, giveBack, NOTHING_BACK } from "./give-back.ts";

/** Finds the month meter of a use, or begins one with the id. */
export function monthMeterOf(draft: Draft, key: MonthKey, newId: Id): MonthMeter {
  return findMonthMeter(draft.months.values(), key) ?? newMonthMeter(newId, key);
}

/** The terms of a charge in a month meter, which has the price and the amount. */
export interface MonthTerms extends Omit<MeteredTerms, "rate" | "amount" | "metered"> {
  readonly metered: Omit<Metered, "price" | "month">;
}

/** The outcome of a charge in a month meter. Micro-USD. */
export interface MonthCharge extends GivenBack {
  readonly amount: Micros;
  readonly becameOwed: Micros;
}

/**
 * By how much the price of a month changes if a quantity is added to it, in micro-USD. It is below zero where a volume price
 * falls, or where a correction makes the quantity smaller.
 */
export function monthChange(meter: MonthMeter, added: bigint): Micros {
  return monthPriceAt(meter, meter.quantity + added) - chargedNet(meter);
}

/**
 * Adds a quantity to a month meter and charges by how much the price of the month rises. If it falls, the charge is 0, and
 * the difference is given back of all charges of the month together. So any split and any order of the month's use costs the
 * same. The first charge of a price with a minimum plans the charge of the minimum, for the end of the month.
 * @param added parts of the unit; below zero for a correction downward
 * @param refundId a UUIDv7 from which refund grants derive their ids
 * @source docs/rules.md#month-meters; docs/invariants.md#l19; docs/invariants.md#l20
 */
export function chargeMonth(
  draft: Draft,
  meter: MonthMeter,
  added: bigint,
  terms: MonthTerms,
  refundId: Id,
): MonthCharge {
  const quantity = meter.quantity + added;
  const change = monthChange(meter, added);
  const fall = greatest(-change, 0n);
  const amount = greatest(change, 0n);
  const back = fall > 0n ? giveBack(draft, meter.id, terms.id, fall, refundId) : NOTHING_BACK;
  const leg = meter.legs + 1;
  const month = { meterId: meter.id, leg, quantity };
  const metered: Metered = { ...terms.metered, price: canonicalPrice(meter.price), month };
  const becameOwed = chargeMeter(draft, { ...terms, rate: null, amount, metered });
  draft.monthChanges.set(meter.id, {
    ...meter,
    quantity,
    charged: meter.charged + amount,
    fallen: meter.fallen + fall,
    legs: leg,
  });
  if (leg === 1 && meter.price.minimum > 0n)
    draft.due.push({ kind: "settle_minimum", refId: meter.id, dueAt: monthAround(meter.month).until });
  return { amount, becameOwed, ...back };
}
