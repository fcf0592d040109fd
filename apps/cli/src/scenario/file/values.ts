import { plainText } from "@scrip/contract/wire/text";
import { instantIn } from "@scrip/contract/wire/time";
import { AMOUNT_MESSAGES, MAX_AMOUNT, type Micros, parseUsd } from "@scrip/domain/money";

/** Reads the value of a field. @throws BadValue with a message that follows the field's name */
export type ReadValue<Value> = (value: unknown) => Value;

/** A value that a field cannot have. */
export class BadValue extends Error {}

/** Money above the largest single amount: the API refuses it, and the file is well formed. */
const ABOVE_LIMIT: Micros = MAX_AMOUNT + 1n;

/** Dollars as decimal text, zero or more: micro-USD. */
export const money: ReadValue<Micros> = (value) => {
  if (typeof value !== "string") throw new BadValue('must be dollars as text, such as "25.00"');
  const amount = parseUsd(value);
  if (typeof amount === "bigint") return amount;
  if (amount === "zero") return 0n;
  if (amount === "above_limit") return ABOVE_LIMIT;
  throw new BadValue(AMOUNT_MESSAGES[amount]);
};

/** Dollars above zero, where nothing could refuse another amount later. */
export const someMoney: ReadValue<Micros> = (value) => {
  const amount = money(value);
  if (amount > 0n && amount <= MAX_AMOUNT) return amount;
  throw new BadValue(AMOUNT_MESSAGES[amount === 0n ? "zero" : "above_limit"]);
};

/** An instant with a zone: milliseconds since 1970. */
export const instant: ReadValue<number> = (value) => {
  const parsed = instantIn.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BadValue(parsed.error.issues[0]?.message ?? "is not an instant");
};

/** A text of at most `max` characters that people can read. */
export const text = (max: number = 200): ReadValue<string> => {
  const schema = plainText(max);
  return (value) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new BadValue(
      typeof value === "string" ? (parsed.error.issues[0]?.message ?? "is not valid") : "must be text",
    );
  };
};

export const oneOf =
  <const Word extends string>(...words: readonly Word[]): ReadValue<Word> =>
  (value) => {
    const word = words.find((each) => each === value);
    if (word !== undefined) return word;
    throw new BadValue(`must be one of ${words.join(", ")}`);
  };

/** A text that a catalog has, such as the id of a plan. */
export const known =
  (what: string, ids: readonly string[]): ReadValue<string> =>
  (value) => {
    if (typeof value === "string" && ids.includes(value)) return value;
    throw new BadValue(`must be ${what} of the catalog: ${ids.join(", ")}`);
  };

/** A key that the API accepts as an idempotency key. */
export const key: ReadValue<string> = (value) => {
  if (typeof value === "string" && /^[\x21-\x7e]{1,200}$/.test(value)) return value;
  throw new BadValue("must be 1 to 200 printable ASCII characters without spaces");
};

/** The number of a card. */
export const cardNumber: ReadValue<string> = (value) => {
  if (typeof value === "string" && /^[0-9]{12,19}$/.test(value)) return value;
  throw new BadValue('must be the digits of a card as text, such as "4242424242424242"');
};

export const flag: ReadValue<boolean> = (value) => {
  if (typeof value === "boolean") return value;
  throw new BadValue("must be true or false");
};

export const whole =
  (least: number, most: number = 1_000_000_000): ReadValue<number> =>
  (value) => {
    if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
    throw new BadValue(`must be a whole number from ${least} to ${most}`);
  };

export const number =
  (least: number, most: number): ReadValue<number> =>
  (value) => {
    if (typeof value === "number" && value >= least && value <= most) return value;
    throw new BadValue(`must be a number from ${least} to ${most}`);
  };

/** A number of units with at most three decimals: thousandths. */
export const thousandths =
  (most: number): ReadValue<number> =>
  (value) => {
    const milli = typeof value === "number" ? Math.round(value * 1000) : Number.NaN;
    // The product of a decimal number may miss the whole number by a rounding error.
    if (milli >= 1 && milli <= most * 1000 && Math.abs((value as number) * 1000 - milli) < 1e-6) return milli;
    throw new BadValue(`must be a number from 0.001 to ${most} with at most three decimals`);
  };

/** A list without repetition. */
export const list =
  <Item>(item: ReadValue<Item>): ReadValue<readonly Item[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length === 0) throw new BadValue("must be a list that is not empty");
    const items = value.map(item);
    if (new Set(items).size < items.length) throw new BadValue("must not name anything twice");
    return items;
  };

export const orNull =
  <Value>(read: ReadValue<Value>): ReadValue<Value | null> =>
  (value) =>
    value === null ? null : read(value);

/** A value that may be left out. */
export interface Optional<Value> {
  readonly read: ReadValue<Value>;
}

export const optional = <Value>(read: ReadValue<Value>): Optional<Value> => ({ read });
