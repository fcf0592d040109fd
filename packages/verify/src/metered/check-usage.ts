import type { Report } from "../finding.ts";
import type { MeterOfUse } from "./check-metered.ts";
import type { MeteredRow } from "./metered-row.ts";

/** Divides nano-USD per unit x millionths of a unit down to micro-USD. */
const SCALE = 1_000_000_000n;

/**
 * L20: an event and its corrections are of one resource, price, time and labels, and the event is its own meter. L19: each
 * charge is by how much the rounded price of the total rose. What corrections gave back leaves the price of the last total,
 * or less if support gave back some of it too. An event is late exactly if its month in UTC had ended.
 */
export function checkUsage(meterId: string, report: Report): MeterOfUse {
  const seen = { first: null as MeteredRow | null, last: 0n, charged: 0n, corrected: 0n, givenBack: 0n };
  const rows = [`usage ${meterId}`];
  return {
    charge(charge) {
      const first = seen.first ?? charge;
      const of = [`charge ${charge.id}`, ...rows];
      if (first.id !== meterId) report("L20", of, `the meter begins with the event ${first.id}`);
      const field = differing(first, charge);
      if (field !== null) report("L20", of, `its ${field} is not that of the first event`);
      const price = priceAt(charge);
      const rise = price > seen.last ? price - seen.last : 0n;
      if (charge.amount !== rise)
        report("L19", of, `${charge.amount} was charged for a price that went from ${seen.last} to ${price}`);
      if (charge.isLate !== charge.at >= monthEnd(charge.from))
        report("L19", of, `it ${charge.isLate ? "says" : "does not say"} that it came after its month`);
      if (price < seen.last) seen.corrected += charge.refunded;
      seen.first = first;
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

function differing(first: MeteredRow, { resource, rate, price, from, until, project, member }: MeteredRow) {
  if (resource !== first.resource) return "resource";
  if (rate !== first.rate || price !== first.price) return "price";
  if (from !== first.from || until !== from) return "time";
  return project !== first.project || member !== first.member ? "project or member" : null;
}

/** The first instant of the month in UTC after that of an instant. */
function monthEnd(ms: number): number {
  const at = new Date(ms);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
}
