import type { LedgerAlert } from "@scrip/domain/ledger";
import { newId } from "../../connection/new-id.ts";
import type { NoticeOfAlert } from "./tables/batch-row-types.ts";

/** A day in the past of a test clock: nobody is notified of what happens there. */
const PAST_MS = 86_400_000;

/**
 * The notice of an alert of the ledger, with its values as the table of events has them; `null` for work of the past.
 * @param at the organization's time of the command
 * @param recordedAt the time by PostgreSQL's clock
 * @source docs/rules.md#alerts
 */
export function noticeOf(
  orgId: string,
  alert: LedgerAlert,
  { at, recordedAt }: { readonly at: number; readonly recordedAt: number },
): NoticeOfAlert | null {
  if (at < recordedAt - PAST_MS) return null;
  const id = newId();
  return { orgId, id, kind: alert.kind, at, recordedAt, data: JSON.stringify(dataOf(orgId, alert)), key: id };
}

function dataOf(orgId: string, alert: LedgerAlert): Readonly<Record<string, string | number>> {
  switch (alert.kind) {
    case "balance.low":
      return { available: String(alert.available), threshold: String(alert.threshold) };
    case "balance.exhausted":
      return { available: String(alert.available), owed: String(alert.owed) };
    case "balance.restored":
      return { available: String(alert.available) };
    case "budget.reached": {
      const { scope, ref, period, level } = alert;
      const subject = { key: `key_${ref}`, member: ref, project: ref, organization: `org_${orgId}` }[scope];
      const from = new Date(alert.from).toISOString();
      return { scope, subject, period, from, level, cap: String(alert.cap), used: String(alert.used) };
    }
    case "job.should_pause": {
      const { id, job, resource, reason, missing } = alert;
      return { id: `job_${id}`, job, resource, reason, missing: String(missing) };
    }
    case "endpoint.should_stop": {
      const { id, endpoint, resource, reason, missing } = alert;
      return { id: `endpoint_${id}`, endpoint, resource, reason, missing: String(missing) };
    }
  }
}
