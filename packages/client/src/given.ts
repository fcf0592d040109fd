import type { Micros } from "@scrip/domain/money";
import type { Called } from "./procedures.ts";
import type { WireInput } from "./wire.ts";

/** The inputs that are amounts. */
type AmountField = "amount";

/** The inputs that are instants. */
type InstantField = "at" | "to" | "effectiveAt" | "expiresAt" | "testClock";

type Field<Name, Wire> = Name extends AmountField ? Micros : Name extends InstantField ? Date | Wire : Wire;

/** What a caller gives a procedure: amounts as `bigint`, instants as `Date` or ISO text. */
export type Given<P extends Called> = {
  readonly [Name in keyof WireInput<P> as Name extends "org" | "idempotencyKey" ? never : Name]: Field<
    Name,
    WireInput<P>[Name]
  >;
} & Keyed<P>;

type Keyed<P extends Called> =
  WireInput<P> extends { idempotencyKey: string }
    ? {
        /** Your name for this intent; the client makes one where it is not given. */
        readonly idempotencyKey?: string | undefined;
      }
    : unknown;

/**
 * Writes what a caller gave in the words of the wire: amounts as digits, instants as ISO text.
 * An invalid `Date` goes as it is, for the API to name the field in its answer.
 */
export function toWire(given: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, valueToWire(value)]));
}

function valueToWire(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  return value;
}
