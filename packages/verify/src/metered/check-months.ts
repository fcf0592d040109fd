import { canonicalPrice } from "@scrip/domain/usage/prices";
import { checkFalls, type Returned } from "../check-falls.ts";
import type { Report } from "../finding.ts";
import type { MonthMeterRow } from "../month-rows.ts";
import { finalShapePrice, PER_HOUR, shapePrice } from "../price-at.ts";
import type { Snapshot } from "../rows.ts";
import type { MeteredRow } from "./metered-row.ts";

/** The parts of a reported unit: millionths. */
const PER_UNIT = 1_000_000n;

/**
 * What a unit of a resource costs by contracts, and by a version of the catalog; without a version, by any of them. As text.
 */
export type CostsOf = (resource: string, version?: number) => readonly string[];

/** What the checks of usage events and endpoints need to know of prices. */
export interface PricesOfUse {
  readonly costs: CostsOf;
  /** Takes what a month meter counts. */
  readonly months: MonthsCheck;
}

/** A charge of a month meter, and the quantity that it adds. */
interface MonthCharge extends Pick<MeteredRow, "id" | "meter" | "resource" | "price" | "from" | "amount" | "at"> {
  readonly leg: number;
  readonly quantity: bigint;
  readonly added: bigint;
}

/**
 * Checks the month meters of an organization against their charges, which come in the order of other meters. L19: each charge
 * is by how much the price of the month rose, and where it fell the difference came back; after the end of the month the
 * price is at least the minimum. L20: a month has one meter for each price; its quantity is what its charges add, and their
 * numbers have no gaps. L28: each such charge has its month meter.
 */
export class MonthsCheck {
  private readonly snapshot: Pick<Snapshot, "months" | "head">;
  private readonly costs: CostsOf;
  private readonly returned: () => Returned;
  private readonly report: Report;
  private readonly charges = new Map<string, MonthCharge[]>();

  constructor(snapshot: MonthsCheck["snapshot"], costs: CostsOf, returned: () => Returned, report: Report) {
    this.snapshot = snapshot;
    this.costs = costs;
    this.returned = returned;
    this.report = report;
  }

  /**
   * Takes a charge that a month meter counts.
   * @param added the quantity that it adds: of a correction the difference to the total before
   */
  add({ month, ...charge }: MeteredRow, added: bigint): void {
    if (month === null) return;
    const { id, meter, resource, price, from, amount, at } = charge;
    const row = { id, meter, resource, price, from, amount, at, leg: month.leg, quantity: month.quantity, added };
    const known = this.charges.get(month.meterId);
    if (known === undefined) this.charges.set(month.meterId, [row]);
    else known.push(row);
  }

  /** Ends the check, after the last charge. */
  end(): void {
    const { months, head } = this.snapshot;
    const known = new Set(months.map(({ id }) => id));
    // A meter that was made after the snapshot has charges that were made after it too.
    for (const [id, charges] of this.charges)
      if (!known.has(id) && charges.some(({ at }) => at < head.at))
        this.report("L28", [`month meter ${id}`], "charges name a month meter that this organization does not have");
    const seen = new Set<string>();
    for (const meter of months) {
      const name = `${meter.counts} ${meter.resource} ${meter.month} ${canonicalPrice(meter.price)}`;
      if (seen.has(name)) this.report("L20", [`month meter ${meter.id}`], "the month has two meters for this price");
      seen.add(name);
      this.checkMeter(meter, this.charges.get(meter.id) ?? []);
    }
  }

  private checkMeter(meter: MonthMeterRow, charges: readonly MonthCharge[]): void {
    const { report } = this;
    const rows = [`month meter ${meter.id}`];
    const price = canonicalPrice(meter.price);
    const falls = checkFalls(rows, this.returned(), report);
    const sums = { leg: 0, quantity: 0n, charged: 0n, fallen: 0n };
    let isClosed = false;
    if (!this.costs(meter.resource).includes(price))
      report("L19", rows, `no catalog and no contract has its price for ${meter.resource}`);
    for (const charge of charges.toSorted((a, b) => a.leg - b.leg)) {
      // A charge of a later transaction than the snapshot's.
      if (charge.leg > meter.lastLeg) break;
      const both = [...rows, `charge ${charge.id}`];
      const quantity = sums.quantity + charge.added;
      if (charge.leg !== sums.leg + 1) report("L20", both, `leg ${charge.leg} follows leg ${sums.leg} of the month`);
      if (charge.quantity !== quantity)
        report("L20", both, `it says that the month has ${charge.quantity}; the charges add up to ${quantity}`);
      if (charge.resource !== meter.resource || charge.price !== price || monthStart(charge.from) !== meter.month)
        report("L20", both, "its resource, price or time is not that of its month meter");
      const before = sums.charged - sums.fallen;
      const change = (closed: boolean): bigint => priceAt(meter, charge.quantity, closed) - before;
      const isRight = (closed: boolean): boolean => charge.amount === greatest(change(closed), 0n);
      // Closing a month whose price is above the minimum leaves no charge.
      if (charge.meter === "month") isClosed = true;
      else if (!isClosed && meter.isClosed && charge.at >= monthEnd(meter.month) && !isRight(false))
        isClosed = isRight(true);
      if (!isRight(isClosed))
        report("L19", both, `the amount is ${charge.amount}; the price of the month changed by ${change(isClosed)}`);
      const fall = greatest(-change(isClosed), 0n);
      falls.charge(charge, fall);
      sums.leg = charge.leg;
      sums.quantity = charge.quantity;
      sums.charged += charge.amount;
      sums.fallen += fall;
    }
    falls.end();
    if (meter.legs !== sums.leg)
      report("L20", rows, `it counts ${meter.legs} charges; the last one is leg ${sums.leg}`);
    if (meter.quantity !== sums.quantity)
      report("L20", rows, `its quantity is ${meter.quantity}; its charges add up to ${sums.quantity}`);
    if (meter.charged !== sums.charged || meter.fallen !== sums.fallen)
      report(
        "L19",
        rows,
        `it was charged ${meter.charged}, of which ${meter.fallen} fell; its charges make ${sums.charged} and ${sums.fallen}`,
      );
    if (meter.isClosed && sums.charged - sums.fallen !== priceAt(meter, sums.quantity, true))
      report("L19", rows, "its month has ended, and it was not charged the price with the minimum");
  }
}

function priceAt({ counts, price }: MonthMeterRow, quantity: bigint, isClosed: boolean): bigint {
  const perUnit = counts === "endpoint" ? PER_HOUR : PER_UNIT;
  return isClosed ? finalShapePrice(price, quantity, perUnit) : shapePrice(price, quantity, perUnit);
}

const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function monthStart(ms: number): number {
  const at = new Date(ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
}

function monthEnd(month: number): number {
  const at = new Date(month);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
}

/** The row of due work that each open minimum wants: at the end of its month. */
export function minimumDue({ months }: Pick<Snapshot, "months">): { readonly refId: string; readonly dueAt: number }[] {
  return months.flatMap(({ id, month, price, isClosed }) =>
    price.minimum > 0n && !isClosed ? [{ refId: id, dueAt: monthEnd(month) }] : [],
  );
}
