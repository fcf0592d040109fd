import { least } from "../../money/index.ts";
import { canonicalPrice } from "../../usage/prices/index.ts";
import { isStoring, meterOf, readFrom } from "../../usage/storage/ledger-storage.ts";
import {
  type Booking,
  bookMeter,
  newMeter,
  type StorageMeter,
  shareAmong,
  spanToBook,
} from "../../usage/storage/meter.ts";
import { DAY_MS, monthAround } from "../../usage/storage/month.ts";
import { termsOver } from "../../usage/storage/terms-over.ts";
import type { StorageTerms } from "../../usage/storage/volume.ts";
import type { StorageWorkAnswer } from "../state/answer.ts";
import { chargeMeter } from "../state/charge-row.ts";
import { derivedId } from "../state/derived-id.ts";
import type { Draft } from "../state/draft.ts";
import { mostChargeable } from "../state/limits.ts";
import { anyRuns } from "../state/meters.ts";
import type { RuleContext } from "../state/rule.ts";
import type { SettleStorage } from "./command.ts";

/**
 * Books the storage of a day at the midnight that ends it: charges what the month costs so far, less what was charged
 * before, in one charge for each project. What credit does not cover becomes owed. What a late report has made smaller is
 * left to the caller, who gives it back and books again with `corrects`.
 * @returns `done: false` before its time, a second time, or if credit is to be given back first
 * @source docs/rules.md#storage; docs/invariants.md#l19; docs/invariants.md#l20
 */
export function settleStorage(draft: Draft, command: SettleStorage, { books }: RuleContext): StorageWorkAnswer {
  const { storage } = draft;
  const meter = storage.meters.get(command.meterId);
  if (meter === undefined || meter.dueAt === null || meter.dueAt > draft.at) {
    draft.due.push({ kind: "settle_storage", refId: command.meterId, dueAt: meter?.dueAt ?? null });
    return answer(draft, { done: false, left: "nothing" });
  }
  const span = spanToBook(meter);
  const reading = storage.readings.get(meter.resource);
  const stored = reading === undefined ? null : readFrom(reading, span.from);
  // A report of the same batch has moved the start of what is to be measured: the next try reads it.
  if (stored === null) return answer(draft, { done: false, left: "more" });
  const terms = termsOver(storage.history, (version) => books(version).catalog, meter.resource, span);
  const booking = bookMeter(meter, { ...stored, terms });
  if (booking.excess > 0n && !command.corrects) return answer(draft, { done: false, left: "steps" });

  const booked = charge(draft, command, { meter, booking, terms });
  const meters = [booked, ...nextMonth(draft, command, booking)];
  draft.storageChange = { volume: null, size: null, meters };
  for (const { id: refId, dueAt } of meters) draft.due.push({ kind: "settle_storage", refId, dueAt });
  const { meters: running } = draft.ledger;
  const after = new Map([...storage.meters, ...meters.map((each) => [each.id, each] as const)]);
  draft.hasMeters = isStoring({ meters: after }) || (running !== null && anyRuns(running));
  return { ...answer(draft, { done: true, left: leftOf(draft, meters) }), excess: String(booking.excess) };
}

interface Booked {
  /** As it was before the booking. */
  readonly meter: StorageMeter;
  readonly booking: Booking;
  readonly terms: readonly StorageTerms[];
}

/** Charges each project its share. @returns the meter after the charges */
function charge(draft: Draft, { id }: SettleStorage, { meter, booking, terms }: Booked): StorageMeter {
  const { span, measured, excess } = booking;
  const amount = least(booking.amount, mostChargeable(draft, draft.spendable()));
  const projectOf = (volume: string): string | null => draft.storage.volumes.get(volume)?.project ?? null;
  const isLate = meter.isStale && monthAround(meter.month).until <= meter.bookedUntil;
  const cost = terms.at(-1)?.cost ?? 0n;
  let { legs } = meter;
  for (const { project, amount: part } of shareAmong(amount, measured, projectOf)) {
    legs += 1;
    chargeMeter(draft, {
      id: derivedId(id, legs - meter.legs),
      leg: legs,
      resource: meter.resource,
      rate: typeof cost === "bigint" ? cost : null,
      unitsMilli: null,
      amount: part,
      flags: [],
      project,
      member: null,
      metered: {
        meter: "storage",
        meterId: meter.id,
        quantity: booking.meter.quantity,
        from: span.from,
        until: span.until,
        price: typeof cost === "bigint" ? null : canonicalPrice(cost),
        month: null,
        isLate,
        source: null,
        name: null,
      },
    });
  }
  const { charged, corrected } = meter;
  return { ...booking.meter, legs, charged: charged + amount, corrected: corrected + excess };
}

/** The meter of the next month begins when this one ends, if something is stored. */
function nextMonth(draft: Draft, { id }: SettleStorage, { meter, span, goesOn }: Booking): StorageMeter[] {
  const month = monthAround(meter.month).until;
  if (span.until < month || !goesOn || meterOf(draft.storage, meter.resource, month) !== undefined) return [];
  return [{ ...newMeter(derivedId(id, 0), meter.resource, month), dueAt: month + DAY_MS }];
}

function leftOf(draft: Draft, meters: readonly StorageMeter[]): StorageWorkAnswer["left"] {
  return meters.some(({ dueAt }) => dueAt !== null && dueAt <= draft.at) ? "more" : "nothing";
}

function answer(draft: Draft, { done, left }: Pick<StorageWorkAnswer, "done" | "left">): StorageWorkAnswer {
  return { done, left, excess: "0", seq: draft.lastSeq(), balance: draft.answerBalance() };
}
