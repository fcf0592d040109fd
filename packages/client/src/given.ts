import type { Micros } from "@scrip/domain/money";
import type { Called } from "./procedures.ts";
import type { WireInput } from "./wire.ts";

/** Input fields that are amounts. */
type AmountField = "amount" | "cap";

/** Input fields that are instants. */
type InstantField = "at" | "to" | "startsAt" | "endsAt" | "effectiveAt" | "expiresAt" | "eventAt" | "testClock";

type Field<Name, Wire> = Name extends AmountField ? Micros : Name extends InstantField ? Date | Wire : Wire;

/** The input of a procedure as a caller writes it: amounts as `bigint`, instants as `Date` or ISO text. */
export type Given<P extends Called> = {
  readonly [Name in keyof WireInput<P> as Name extends "org" | "idempotencyKey" ? never : Name]: Field<
    Name,
    WireInput<P>[Name]
  >;
} & Keyed<P>;

type Keyed<P extends Called> =
  WireInput<P> extends { idempotencyKey: string }
    ? {
        /** Your name for this intent. The client makes a random one if it is absent. */
        readonly idempotencyKey?: string | undefined;
      }
    : unknown;

/**
 * Converts a caller's input for the wire, at any depth: amounts to digits, instants to ISO text.
 * An invalid `Date` is sent as it is, so that the API names the field in its answer.
 */
export function toWire(given: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, valueToWire(value)]));
}

function valueToWire(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (Array.isArray(value)) return value.map(valueToWire);
  return typeof value === "object" && value !== null ? toWire(value) : value;
}
