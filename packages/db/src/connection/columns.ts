import type { EntitySchemaColumnOptions, EntitySchemaOptions } from "typeorm";

type Checks = NonNullable<EntitySchemaOptions<unknown>["checks"]>;

/** The type of columns that several tables have. Each table adds nullability and keys. */
type Column = Pick<EntitySchemaColumnOptions, "type" | "precision" | "transformer">;

/** An amount in micro-USD: a `bigint` from the driver to the rules. */
export const microsColumn: Column = { type: "bigint" };

/** A rate in nano-USD. */
export const nanosColumn: Column = { type: "bigint" };

/**
 * A `bigint` that counts: an entry's `seq`, milliseconds, thousandths of units. It is a `number` in a row, as in
 * `domain`; reading throws if a `number` would round it.
 */
export const countColumn: Column = { type: "bigint", transformer: { from: toCount, to: (value) => value } };

/** An instant in whole milliseconds, which JavaScript's `Date` holds exactly. */
export const instantColumn: Column = { type: "timestamptz", precision: 3 };

/** A SHA-256. */
export const hashColumn: Column = { type: "bytea" };

/**
 * Declares constraints by their names. Only the migrations have the expressions, and TypeORM never synchronizes the
 * schema.
 */
export function checks(...names: string[]): Checks {
  return names.map((name) => ({ name, expression: "as in the migration" }));
}

function toCount(value: bigint | null): number | null {
  if (value === null) return null;
  const count = Number(value);
  if (!Number.isSafeInteger(count)) throw new RangeError(`${value} is too large to count with`);
  return count;
}
