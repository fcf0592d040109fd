/**
 * The parameters of an operation, as data: the server refuses what is not listed, and a test compares the lists with the
 * types of the SDK.
 */
export interface Param<T = unknown, Needed extends boolean = boolean> {
  readonly kind:
    | "text"
    | "integer"
    | "decimal"
    | "boolean"
    | "choice"
    | "metadata"
    | "map"
    | "object"
    | "list"
    | "either";
  readonly needed: Needed;
  /** An empty text removes the value; it is read as null. */
  readonly clearable: boolean;
  readonly choices?: readonly string[];
  readonly fields?: Fields;
  readonly of?: Param;
  readonly or?: Param;
  readonly least?: number;
  readonly most?: number;
  readonly longest?: number;
  /** Never present: it carries the type of the value. */
  readonly value?: T;
}

export interface Fields {
  readonly [name: string]: Param;
}

type NeededName<F extends Fields> = { [K in keyof F]: F[K] extends Param<unknown, true> ? K : never }[keyof F];
type ValueOf<P> = P extends Param<infer T> ? T : never;

/** The type of what is read for a list of parameters: what is not given is absent. */
export type Read<F extends Fields> = { readonly [K in NeededName<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, NeededName<F>>]?: ValueOf<F[K]>;
};

type Optional<T> = Param<T, false>;

function optional<T>(spec: Omit<Param, "needed" | "clearable" | "value">): Optional<T> {
  return { ...spec, needed: false, clearable: false };
}

/** A text. @param longest in characters; Stripe allows 5,000 in most fields */
export const text = (longest = 5000): Optional<string> => optional({ kind: "text", longest });
export const integer = (least?: number, most?: number): Optional<number> =>
  optional({ kind: "integer", ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) });
export const decimal = (): Optional<string> => optional({ kind: "decimal" });
export const boolean = (): Optional<boolean> => optional({ kind: "boolean" });
export const choice = <const C extends string>(...choices: readonly C[]): Optional<C> =>
  optional({ kind: "choice", choices });
/** Metadata: names with texts; an empty text removes a name, and an empty value removes all. */
export const metadata = (): Optional<Readonly<Record<string, string>> | null> =>
  ({ ...optional({ kind: "metadata" }), clearable: true }) as Optional<Readonly<Record<string, string>> | null>;
export const object = <F extends Fields>(fields: F): Optional<Read<F>> => optional({ kind: "object", fields });
export const list = <T>(of: Param<T>): Optional<readonly T[]> => optional({ kind: "list", of });
/** The first of two shapes that fits. */
export const either = <A, B>(of: Param<A>, or: Param<B>): Optional<A | B> => optional({ kind: "either", of, or });

/** A parameter without which the request is refused. */
export const needed = <T>(param: Param<T>): Param<T, true> => ({ ...param, needed: true }) as Param<T, true>;
/** A parameter that an empty text removes. */
export const clearable = <T>(param: Param<T>): Optional<T | null> =>
  ({ ...param, needed: false, clearable: true }) as Optional<T | null>;

/** What every operation takes. */
export const EXPAND = { expand: list(text()) } satisfies Fields;

/** What every list takes. */
export const PAGE = {
  limit: integer(1, 100),
  starting_after: text(),
  ending_before: text(),
  ...EXPAND,
} satisfies Fields;

const RANGE = { gt: integer(), gte: integer(), lt: integer(), lte: integer() } satisfies Fields;
/** An instant, or bounds of it. */
export const range = () => either(integer(), object(RANGE));

export const ADDRESS = {
  city: clearable(text()),
  country: clearable(text()),
  line1: clearable(text()),
  line2: clearable(text()),
  postal_code: clearable(text()),
  state: clearable(text()),
} satisfies Fields;
