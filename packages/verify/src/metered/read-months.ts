import { parseCanonicalPrice } from "@scrip/domain/usage/prices";
import type { MonthMeterRow } from "../month-rows.ts";
import { amount, type Cells, ms, text, whole } from "../read.ts";

export const MONTH_METERS = `
  SELECT m.org_id, m.id, m.counts, m.resource, ${ms("m.month")}, m.price, m.quantity, m.charged, m.fallen, m.legs, m.is_closed,
    coalesce((SELECT c.month_leg FROM metered_charges c
      WHERE c.org_id = m.org_id AND c.month_meter_id = m.id ORDER BY c.month_leg DESC LIMIT 1), 0)
  FROM month_meters m WHERE m.org_id = ANY ($1)`;

export function readMonthMeter([, id, counts, resource, month, price, ...more]: Cells): MonthMeterRow {
  const [quantity, charged, fallen, legs, isClosed, lastLeg] = more;
  return {
    id: text(id),
    counts: text(counts),
    resource: text(resource),
    month: whole(month),
    price: parseCanonicalPrice(text(price)),
    quantity: amount(quantity),
    charged: amount(charged),
    fallen: amount(fallen),
    legs: whole(legs),
    isClosed: text(isClosed) === "t",
    lastLeg: whole(lastLeg),
  };
}
