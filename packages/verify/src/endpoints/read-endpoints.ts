import type { EndpointRow } from "../endpoint-row.ts";
import { amount, type Cells, ms, text, whole, wholeOrNull } from "../read.ts";

export const ENDPOINTS = `
  SELECT e.org_id, e.id, e.ref, e.resource, e.rate, e.units_milli, e.catalog_version, e.state, ${ms("e.created_at")},
    ${ms("e.started_at")}, ${ms("e.settled_at")}, e.stopped_ms, e.charged, e.remainder, e.charges, ${ms("e.stopped_at")},
    e.stop_reason,
    coalesce((SELECT c.leg FROM metered_charges c
      WHERE c.org_id = e.org_id AND c.meter = 'endpoint' AND c.meter_id = e.id ORDER BY c.leg DESC LIMIT 1), 0), e.price
  FROM endpoints e WHERE e.org_id = ANY ($1)`;

export function readEndpoint([
  ,
  id,
  ref,
  resource,
  rate,
  unitsMilli,
  catalogVersion,
  state,
  ...more
]: Cells): EndpointRow {
  const [createdAt, startedAt, settledAt, stoppedMs, charged, remainder, charges, stoppedAt, ...last] = more;
  const [stopReason, lastLeg, price] = last;
  return {
    id: text(id),
    ref: text(ref),
    resource: text(resource),
    rate: amount(rate),
    price: price ?? null,
    unitsMilli: whole(unitsMilli),
    catalogVersion: whole(catalogVersion),
    state: text(state),
    createdAt: whole(createdAt),
    startedAt: whole(startedAt),
    settledAt: whole(settledAt),
    stoppedMs: whole(stoppedMs),
    charged: amount(charged),
    remainder: amount(remainder),
    charges: whole(charges),
    stoppedAt: wholeOrNull(stoppedAt),
    stopReason: stopReason ?? null,
    lastLeg: whole(lastLeg),
  };
}
