import { greatest, type Micros, splitByWeight } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { type Measured, measure } from "./measure.ts";
import { DAY_MS, monthAround, monthPrice, owesMinimum } from "./month.ts";
import type { SizeChange, Span, StorageTerms } from "./volume.ts";

/**
 * The meter of a storage resource in one calendar month (UTC). It adds up what is stored above the included amount, and
 * each booking charges what the month costs so far, less what was charged before.
 */
export interface StorageMeter {
  readonly id: string;
  readonly resource: string;
  /** The start of the month. */
  readonly month: Instant;
  /** Byte-milliseconds above the included amount, up to `bookedUntil`. */
  readonly quantity: bigint;
  /** The part of it at plain rates, each part multiplied by its rate in nano-USD for a GB and month. */
  readonly priced: bigint;
  /** The part of it at price shapes, by the canonical text of the shape. */
  readonly shaped: ReadonlyMap<string, bigint>;
  /** Micro-USD, of all charges. */
  readonly charged: Micros;
  /** Micro-USD that corrections gave back. */
  readonly corrected: Micros;
  /** How many charges it has. */
  readonly legs: number;
  readonly bookedUntil: Instant;
  /** Whether a report changed a time that is booked already, so that the month is measured again. */
  readonly isStale: boolean;
  /** When it books next; `null` if there is nothing to book. */
  readonly dueAt: Instant | null;
}

/** The meter of a month in which something is stored for the first time. */
export function newMeter(id: string, resource: string, month: Instant): StorageMeter {
  const none = {
    quantity: 0n,
    priced: 0n,
    shaped: new Map(),
    charged: 0n,
    corrected: 0n,
    legs: 0,
    isStale: false,
    dueAt: null,
  };
  return { id, resource, month, ...none, bookedUntil: month };
}

/** The start of what a meter measures next: its last booking, or the whole month again. */
export function storedSince({ month, bookedUntil, isStale }: StorageMeter): Instant {
  return isStale ? month : bookedUntil;
}

/** The time that a booking of a meter measures. */
export function spanToBook(meter: StorageMeter): Span {
  const until = Math.min(meter.dueAt ?? meter.bookedUntil, monthAround(meter.month).until);
  return { from: storedSince(meter), until };
}

/** What a booking needs to know of its span. */
export interface Books {
  readonly sizes: ReadonlyMap<string, bigint>;
  readonly changes: readonly SizeChange[];
  readonly terms: readonly StorageTerms[];
}

/** The outcome of a booking. */
export interface Booking {
  readonly meter: StorageMeter;
  readonly span: Span;
  readonly measured: Measured;
  /** Micro-USD to charge; 0 if there is nothing to charge. */
  readonly amount: Micros;
  /** Micro-USD to give back, since a report has made an earlier day smaller. */
  readonly excess: Micros;
  /** Whether something is stored at the end of the span, or after it. */
  readonly goesOn: boolean;
}

/**
 * Books a meter up to the midnight at which it is due. The month's price so far, less what was charged and not given
 * back, is the charge; if it is below zero, that much was charged in excess.
 * @source docs/rules.md#storage; docs/invariants.md#l19; docs/invariants.md#l20
 */
export function bookMeter(meter: StorageMeter, books: Books): Booking {
  const span = spanToBook(meter);
  const measured = measure({ span, ...books });
  const counted = countedWith(meter, measured);
  const change = monthPrice({ month: meter.month, ...counted }, span.until) - (meter.charged - meter.corrected);
  const goesOn = measured.sizes.size > 0 || books.changes.some(({ at, bytes }) => at >= span.until && bytes > 0n);
  return {
    meter: {
      ...meter,
      ...counted,
      bookedUntil: span.until,
      isStale: false,
      dueAt: nextBooking({ month: meter.month, ...counted }, span.until, goesOn),
    },
    span,
    measured,
    amount: greatest(change, 0n),
    excess: greatest(-change, 0n),
    goesOn,
  };
}

/** What a meter has counted once it has measured a further span, or its whole month again. */
export function countedWith(
  { isStale, quantity, priced, shaped }: StorageMeter,
  measured: Pick<Measured, "above" | "priced" | "shaped">,
): Pick<StorageMeter, "quantity" | "priced" | "shaped"> {
  const all = new Map(isStale ? [] : shaped);
  for (const [price, part] of measured.shaped) all.set(price, (all.get(price) ?? 0n) + part);
  return {
    quantity: measured.above + (isStale ? 0n : quantity),
    priced: measured.priced + (isStale ? 0n : priced),
    shaped: all,
  };
}

/** The next midnight while something is stored; without that, the end of the month if a minimum is due then. */
function nextBooking(meter: Pick<StorageMeter, "month" | "shaped">, at: Instant, goesOn: boolean): Instant | null {
  const { until } = monthAround(meter.month);
  if (at === until) return null;
  if (goesOn) return at + DAY_MS;
  return owesMinimum(meter, at) ? until : null;
}

/** The share of a project or of a volume in a charge of storage. */
export interface StorageShare {
  /** `null` for volumes without a project. */
  readonly project: string | null;
  /** Byte-milliseconds that it stored, in all. */
  readonly stored: bigint;
  /** Micro-USD. */
  readonly amount: Micros;
}

/**
 * Shares a charge among projects by what their volumes stored over the span of the charge, with the largest remainder.
 * @param projectOf the project of a volume
 * @returns a share for each project that pays something, in the order of their names; without a project comes last
 * @source docs/rules.md#shares-of-storage
 */
export function shareAmong(
  amount: Micros,
  { byVolume }: Pick<Measured, "byVolume">,
  projectOf: (volumeId: string) => string | null,
): StorageShare[] {
  const byProject = new Map<string | null, bigint>();
  for (const [id, stored] of byVolume) {
    const project = projectOf(id);
    byProject.set(project, (byProject.get(project) ?? 0n) + stored);
  }
  const projects = [...byProject].toSorted(([a], [b]) => compareNames(a, b));
  if (amount === 0n) return [];
  // Only a minimum is charged for a time in which nothing was stored.
  if (projects.length === 0) return [{ project: null, stored: 0n, amount }];
  const amounts = splitByWeight(
    amount,
    projects.map(([, stored]) => stored),
  );
  return projects.flatMap(([project, stored], place) => {
    const part = amounts[place] ?? 0n;
    return part === 0n ? [] : [{ project, stored, amount: part }];
  });
}

/** Names in the order of their characters; none comes last. */
function compareNames(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : Number(a > b);
}

/** What a meter has accrued since its last booking and not yet charged, in micro-USD. */
export function accruedOf(meter: StorageMeter, books: Books, until: Instant): Micros {
  const end = Math.min(until, monthAround(meter.month).until);
  const span = { from: storedSince(meter), until: end };
  if (span.until <= span.from) return 0n;
  const counted = countedWith(meter, measure({ span, ...books }));
  return greatest(monthPrice({ month: meter.month, ...counted }, end) - (meter.charged - meter.corrected), 0n);
}
