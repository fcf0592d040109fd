import type { Report } from "../finding.ts";
import type { MeterOfUse } from "./check-metered.ts";
import type { PricesOfUse } from "./check-months.ts";
import type { MeteredRow } from "./metered-row.ts";

/** Divides nano-USD per unit x millionths of a unit down to micro-USD. */
const SCALE = 1_000_000_000n;

/**
 * L20: an event and its corrections are of one resource, price, time and labels, and the event is its own meter. L19: each
 * charge is by how much the rounded price of the total rose. What corrections gave back leaves the price of the last total,
 * or less if support gave back some of it too. An event is late exactly if its month in UTC had ended. By a price shape its
 * month is charged, so `months` takes by how much the total changed.
 */
export function checkUsage(meterId: string, { months, costs }: PricesOfUse, report: Report): MeterOfUse {
  const none = { first: null as MeteredRow | null, total: 0n };
  const seen = { ...none, last: 0n, charged: 0n, corrected: 0n, givenBack: 0n };
  const rows = [`usage ${meterId}`];
  return {
    charge(charge) {
      const first = seen.first ?? charge;
      const of = [`charge ${charge.id}`, ...rows];
      if (first.id !== meterId) report("L20", of, `the meter begins with the event ${first.id}`);
      const field = differing(first, charge);
      if (field !== null) report("L20", of, `its ${field} is not that of the first event`);
      if (charge.isLate !== charge.at >= monthEnd(charge.from))
        report("L19", of, `it ${charge.isLate ? "says" : "does not say"} that it came after its month`);
      const added = charge.quantity - seen.total;
      seen.first = first;
      seen.total = charge.quantity;
      if (charge.month !== null) return months.add(charge, added);
      if (charge === first && !costs(charge.resource).includes(String(charge.rate)))
        report("L19", of, `no catalog and no contract has the rate ${charge.rate} for ${charge.resource}`);
      const price = priceAt(charge);
      const rise = price > seen.last ? price - seen.last : 0n;
      if (charge.amount !== rise)
        report("L19", of, `${charge.amount} was charged for a price that went from ${seen.last} to ${price}`);
      if (price < seen.last) seen.corrected += charge.refunded;
      seen.last = price;
      seen.charged += charge.amount;
      seen.givenBack += charge.refunded + charge.forgiven;
    },
    end() {
      const { charged, corrected, givenBack, last } = seen;
      const net = charged - givenBack;
      if (net < 0n || net > last || charged - corrected < last)
        report("L19", rows, `${charged} was charged and ${givenBack} given back, for a price of ${last}`);
    },
  };
}

function priceAt({ rate, quantity }: MeteredRow): bigint {
  return ((rate ?? 0n) * quantity) / SCALE;
}

function differing(first: MeteredRow, { resource, rate, price, month, from, until, ...labels }: MeteredRow) {
  if (resource !== first.resource) return "resource";
  if (rate !== first.rate || price !== first.price || month?.meterId !== first.month?.meterId) return "price";
  if (from !== first.from || until !== from) return "time";
  return labels.project !== first.project || labels.member !== first.member ? "project or member" : null;
}

/** The first instant of the month in UTC after that of an instant. */
function monthEnd(ms: number): number {
  const at = new Date(ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
}
