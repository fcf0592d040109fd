import type { Refusal, RefusalCode } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { RefusedCode } from "./codes.ts";

/** The figures of refusals that are amounts. */
const AMOUNTS = [
  "required",
  "spendable",
  "missing",
  "open",
  "asked",
  "price",
  "limit",
  "refundable",
  "revocable",
  "revoked",
] as const;

type Figures<Code extends RefusalCode> = Extract<Refusal, { code: Code }>["data"];

type FiguresOf<Code> = Code extends RefusalCode
  ? {
      readonly [Figure in keyof Figures<Code>]: Figure extends (typeof AMOUNTS)[number]
        ? Micros
        : Figures<Code>[Figure];
    }
  : Readonly<Record<string, unknown>>;

/** The figures behind a refusal: amounts as `bigint`, instants and quantities in milliseconds. */
export type RefusalDetails<Code extends RefusedCode> = FiguresOf<Code>;

/** Turns the amounts among a refusal's figures from digits into `bigint`. */
export function refusalDetails(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = { ...details };
  for (const name of AMOUNTS) {
    const digits = read[name];
    if (typeof digits === "string" && /^\d+$/.test(digits)) read[name] = BigInt(digits);
  }
  return read;
}
