import type { UsageEvent } from "@scrip/db/read/usage/list-events";
import { isRecorded } from "@scrip/domain/refusals";
import { formatQuantity } from "@scrip/domain/usage/events";
import type { ReportedUsage } from "@scrip/usecases/usage/report-usage";
import { detailsOf } from "../trpc/error-data.ts";

const NOTHING = {
  charge: null,
  charged: "0",
  becameOwed: "0",
  forgiven: "0",
  refunded: "0",
  isLate: false,
  balance: null,
} as const;

/** The answer to one event, as `usage.report` returns it. */
export function resultOut({ event: { source, id }, outcome }: ReportedUsage) {
  const base = { source, id, ok: outcome.ok, known: outcome.replayed };
  if (outcome.ok) {
    const { seq: _seq, ...answer } = outcome.answer;
    return { ...base, ...answer, refusal: null };
  }
  const { code, message } = outcome.refusal;
  const refusal = { code, message, details: detailsOf(outcome.refusal), retryable: !isRecorded(code) };
  return { ...base, ...NOTHING, refusal };
}

/** An event as a line of a page. */
export function eventOut({ id: charge, name: id, quantity, corrects, ...event }: UsageEvent) {
  return {
    ...event,
    charge,
    id,
    quantity: formatQuantity(BigInt(quantity)),
    corrects: corrects && { charge: corrects.id, id: corrects.name },
  };
}
