import { amount, type Cells, ms, text, whole, wholeOrNull } from "../read.ts";
import type { AutomaticRow, TopUpRow, TopUpRows } from "./top-up-rows.ts";

export const TOP_UPS = `SELECT org_id, org_id, state, ${ms("until")}, threshold FROM top_ups WHERE org_id = ANY ($1)`;
export const BELOW = `
  SELECT org_id, org_id, topup_below FROM organizations WHERE org_id = ANY ($1) AND topup_below IS NOT NULL`;
export const AUTOMATIC = `
  SELECT org_id, id, state, net, day_cap, month_cap, ${ms("created_at")} FROM payment_attempts
  WHERE org_id = ANY ($1) AND purpose = 'auto_topup'`;
export const AWAITED = `
  SELECT org_id, id FROM payment_attempts a
  WHERE org_id = ANY ($1) AND (
    purpose IN ('auto_topup', 'purchase') AND state IN ('created', 'submitted', 'unknown')
    OR purpose = 'auto_topup' AND state = 'parked' AND NOT EXISTS (
      SELECT FROM attempt_decisions d WHERE d.org_id = a.org_id AND d.attempt_id = a.id AND d.undone_at IS NULL))`;

export function noTopUpRows(): TopUpRows {
  return { settings: [], below: [], attempts: [], paying: [] };
}

export function readTopUp([, , state, until, threshold]: Cells): TopUpRow {
  return { state: text(state), until: wholeOrNull(until), threshold: amount(threshold) };
}

export function readAutomatic([, id, state, net, dayCap, monthCap, createdAt]: Cells): AutomaticRow {
  return {
    id: text(id),
    state: text(state),
    net: amount(net),
    dayCap: amount(dayCap),
    monthCap: amount(monthCap),
    createdAt: whole(createdAt),
  };
}
