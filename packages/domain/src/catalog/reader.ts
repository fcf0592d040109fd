import { type Place, quote } from "./place.ts";

/** Reads an untyped value. Returns a new frozen value, or reports the errors and returns `undefined`. */
export type Reader<T> = (value: unknown, place: Place) => T | undefined;

/** The type that a reader returns. */
type Read<R> = R extends Reader<infer T> ? T : never;

type Readers = Readonly<Record<string, Reader<unknown>>>;
type AllOf<R extends Readers> = { readonly [K in keyof R]: Read<R[K]> };
type AnyOf<R extends Readers> = { readonly [K in keyof R]?: Read<R[K]> };

/** The most entries of one object or list. No real catalog has more; hostile input can have millions. */
export const MAX_ENTRIES = 1000;

/** How many allowed words a message lists at most. */
const MAX_WORDS_SHOWN = 20;

/** Whether a value is an object with keys. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads own properties only: the field `constructor` is missing unless the input has it. */
export function ownValue(source: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(source, key) ? source[key] : undefined;
}

/** The messages for an unknown key and for a missing key. */
interface FieldWords {
  readonly unknown: string;
  readonly missing: string;
}

const FIELD_WORDS: FieldWords = { unknown: "is not a key that a catalog has here", missing: "is missing" };

/**
 * Reads an object with exactly these fields.
 * @param optional fields that may be absent
 * @param words the messages for unknown and missing keys
 */
export function fields<const R extends Readers, const O extends Readers = Record<never, never>>(
  required: R,
  optional?: O,
  words = FIELD_WORDS,
): Reader<AllOf<R> & AnyOf<O>> {
  const known: Readers = { ...optional, ...required };
  return (value, place) => {
    if (!isObject(value)) return place.refuse(`must be an object, not ${shown(value)}`);
    const unknownKeys = Object.keys(value).filter((key) => !Object.hasOwn(known, key));
    for (const key of unknownKeys) place.at(key).refuse(words.unknown);
    const entries: [string, unknown][] = [];
    let isComplete = unknownKeys.length === 0;
    for (const [key, reader] of Object.entries(known)) {
      const given = ownValue(value, key);
      const read = given === undefined ? undefined : reader(given, place.at(key));
      if (read !== undefined) entries.push([key, read]);
      else if (given !== undefined) isComplete = false;
      else if (Object.hasOwn(required, key)) {
        place.at(key).refuse(words.missing);
        isComplete = false;
      }
    }
    return isComplete ? (Object.freeze(Object.fromEntries(entries)) as AllOf<R> & AnyOf<O>) : undefined;
  };
}

/** Reads an object with any number of entries, and keeps their order. */
export function entriesOf<T>(key: Reader<string>, entry: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, place) => {
    if (!isObject(value)) return place.refuse(`must be an object, not ${shown(value)}`);
    const names = Object.keys(value);
    if (names.length > MAX_ENTRIES) return place.refuse(`must have at most ${MAX_ENTRIES} entries`);
    const entries = names.map((name) => [key(name, place.at(name)), entry(value[name], place.at(name))] as const);
    const isComplete = entries.every(([name, read]) => name !== undefined && read !== undefined);
    return isComplete ? (Object.freeze(Object.fromEntries(entries)) as Readonly<Record<string, T>>) : undefined;
  };
}

/** Reads a list of at least one item, without repeated items. */
export function listOf<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return place.refuse(`must be a list, not ${shown(value)}`);
    if (value.length === 0) return place.refuse("must not be empty");
    if (value.length > MAX_ENTRIES) return place.refuse(`must have at most ${MAX_ENTRIES} items`);
    // Spread the list, so that a hole becomes `undefined` and is reported; `map` would skip it.
    const values: unknown[] = [...value];
    const read = values.map((each, index) => {
      if (values.indexOf(each) < index) return place.at(index).refuse("is there twice");
      return item(each, place.at(index));
    });
    return read.includes(undefined) ? undefined : Object.freeze(read as T[]);
  };
}

/** Reads an object of one of several forms; the word in the field `tag` selects the form. */
export function formOf<const F extends Readers>(tag: string, forms: F): Reader<Read<F[keyof F]>> {
  return (value, place) => {
    if (!isObject(value)) return place.refuse(`must be an object, not ${shown(value)}`);
    const word = oneOf(Object.keys(forms))(ownValue(value, tag), place.at(tag));
    return word === undefined ? undefined : (forms[word]?.(value, place) as Read<F[keyof F]> | undefined);
  };
}

/** Reads one of these words. */
export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (value, place) => {
    const word = words.find((each) => each === value);
    if (word !== undefined) return word;
    const allowed = words.slice(0, MAX_WORDS_SHOWN).map(quote).join(" or ") || "something that the catalog has";
    return place.refuse(`must be ${allowed}, not ${shown(value)}`);
  };
}

/** Reads a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): Reader<number> {
  return (value, place) => {
    const isFitting = typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max;
    return isFitting ? value : place.refuse(`must be a whole number from ${min} to ${max}, not ${shown(value)}`);
  };
}

/** Reads `true` or `false`. */
export const yesOrNo: Reader<boolean> = (value, place) =>
  typeof value === "boolean" ? value : place.refuse(`must be true or false, not ${shown(value)}`);

/** Describes an untrusted value for a message, without long texts or nested values. */
export function shown(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === undefined) return "missing";
  return value === null ? "null" : Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}
