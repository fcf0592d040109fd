import { monthAround } from "../../usage/storage/month.ts";
import type { SweepAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { chargeMonth, monthChange } from "./charge-month.ts";
import type { SettleMinimum } from "./command.ts";

/**
 * Closes a month meter at the end of its month: charges the difference to the minimum of its price, once, if anything was
 * used. What is reported later about the month is charged only above the minimum.
 * @returns `done: false` before the end of the month, if the meter is closed, or if its price has no minimum
 * @source docs/rules.md#month-meters; docs/rules.md#price-shapes
 */
export function settleMinimum(draft: Draft, { id, meterId }: SettleMinimum): SweepAnswer {
  const meter = draft.months.get(meterId);
  const isOpen = meter !== undefined && !meter.isClosed && meter.price.minimum > 0n;
  const until = meter === undefined ? null : monthAround(meter.month).until;
  const done = isOpen && until !== null && until <= draft.at;
  draft.due.push({ kind: "settle_minimum", refId: meterId, dueAt: isOpen && !done ? until : null });
  if (done) {
    const closed = { ...meter, isClosed: true };
    draft.monthChanges.set(meterId, closed);
    if (monthChange(closed, 0n) > 0n)
      chargeMonth(
        draft,
        closed,
        0n,
        {
          id,
          leg: 1,
          resource: meter.resource,
          unitsMilli: null,
          flags: [],
          project: null,
          member: null,
          metered: {
            meter: "month",
            meterId,
            quantity: meter.quantity,
            from: meter.month,
            until,
            isLate: false,
            source: null,
            name: null,
          },
        },
        id,
      );
  }
  return { done, seq: draft.lastSeq(), balance: draft.answerBalance() };
}
