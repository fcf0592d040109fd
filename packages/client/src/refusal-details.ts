import type { Micros } from "@scrip/domain/money";
import {
  type FieldType,
  type FieldTypes,
  fieldsOf,
  isRefusalCode,
  REFUSALS,
  type RefusalFields,
} from "@scrip/domain/refusals";
import type { RefusedCode } from "./codes.ts";

type Figure<Type extends FieldType> = Type extends "amount" ? Micros : FieldTypes[Type];

type FiguresOf<Fields extends Readonly<Record<string, FieldType>>> = {
  readonly [Name in keyof Fields]: Figure<Fields[Name]>;
};

/** The figures behind a refusal: amounts as `bigint`, instants and quantities in milliseconds. */
export type RefusalDetails<Code extends RefusedCode> = Code extends RefusedCode
  ? FiguresOf<RefusalFields<Code>>
  : never;

/** The fields of all codes by name, for a code that this client does not know. */
const EVERY_FIELD: Readonly<Record<string, FieldType>> = Object.assign(
  {},
  ...Object.values(REFUSALS).map(({ data }) => data),
);

/** Converts the amounts among a refusal's figures from digits to `bigint`. */
export function refusalDetails(
  code: string,
  details: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const types = isRefusalCode(code) ? fieldsOf(code) : EVERY_FIELD;
  const read: Record<string, unknown> = { ...details };
  for (const [name, digits] of Object.entries(details))
    if (types[name] === "amount" && typeof digits === "string" && /^\d+$/.test(digits)) read[name] = BigInt(digits);
  return read;
}
