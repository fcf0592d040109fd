import type { Micros, Nanos } from "@scrip/domain/money";

/** Marks a field that is an amount: digits on the wire, `bigint` for the caller. */
export const MICROS = "micros";
/** Marks a field that is a rate in nano-USD: digits on the wire, `bigint` for the caller. */
export const NANOS = "nanos";
/** Stands for every field of an object whose fields have no fixed names. */
export const EACH = "*";

/** The fields of an answer that are amounts. Other fields are not converted. */
export type AmountsIn<Wire> = Wire extends readonly (infer Item)[]
  ? AmountsIn<Item>
  : Wire extends string
    ? typeof MICROS | typeof NANOS
    : Wire extends object
      ? { readonly [Field in keyof Wire as Named<Field>]?: AmountsIn<NonNullable<Wire[Field]>> }
      : never;

type Named<Field> = string extends Field ? typeof EACH : Field;

/** An answer with its amounts converted for the caller. A null stays null. */
export type WithAmounts<Wire, Amounts> = Wire extends null
  ? null
  : Amounts extends typeof MICROS
    ? Micros
    : Amounts extends typeof NANOS
      ? Nanos
      : Wire extends readonly (infer Item)[]
        ? readonly WithAmounts<Item, Amounts>[]
        : Wire extends object
          ? {
              readonly [Field in keyof Wire]: Field extends keyof Amounts
                ? WithAmounts<Wire[Field], Amounts[Field]>
                : Amounts extends { readonly [EACH]: infer Every }
                  ? WithAmounts<Wire[Field], Every>
                  : Wire[Field];
            }
          : Wire;

type AmountMap = { readonly [field: string]: AmountMap | string };

/**
 * Converts the digits of an answer to amounts.
 * @throws SyntaxError if a field that must be an amount has another value
 */
export function withAmounts<Wire, const Amounts>(answer: Wire, amounts: Amounts): WithAmounts<Wire, Amounts> {
  return convert(answer, amounts as AmountMap | string) as WithAmounts<Wire, Amounts>;
}

function convert(value: unknown, amounts: AmountMap | string): unknown {
  if (value === null || value === undefined) return value;
  if (typeof amounts === "string") return BigInt(value as string);
  if (Array.isArray(value)) return value.map((item) => convert(item, amounts));
  const read: Record<string, unknown> = { ...value };
  for (const [name, inside] of Object.entries(amounts))
    for (const field of name === EACH ? Object.keys(read) : [name]) read[field] = convert(read[field], inside);
  return read;
}
