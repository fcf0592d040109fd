import type { Seed } from "./seed.fixture.ts";

/** A corruption of stored rows that the constraints would refuse. `EXPECTED` has what `verify` must report of it. */
export interface Damage {
  readonly what: string;
  /** Statements, planted in one transaction behind the back of every constraint and trigger. */
  readonly sql: (seed: Seed) => string;
}

/** An id that no row has. */
export const NOWHERE = "00000000-0000-7000-8000-999999999999";

/** Any statements. */
export function damage(what: string, sql: (seed: Seed) => string): Damage {
  return { what, sql };
}

/** `UPDATE` of one row. */
export function changed(table: string, set: string, where: (seed: Seed) => string): Damage {
  return damage(`${table}: ${set}`, (seed) => `UPDATE ${table} SET ${set} WHERE ${where(seed)}`);
}

/** A row that is stored twice. */
export function doubled(table: string, where: (seed: Seed) => string): Damage {
  return damage(
    `${table}: a row is doubled`,
    (seed) => `INSERT INTO ${table} SELECT * FROM ${table} WHERE ${where(seed)}`,
  );
}

/** A row that is gone. */
export function removed(table: string, what: string, where: (seed: Seed) => string): Damage {
  return damage(`${table}: ${what} is gone`, (seed) => `DELETE FROM ${table} WHERE ${where(seed)}`);
}

/** A copy of a row with other values. */
export function invented(
  table: string,
  what: string,
  values: (seed: Seed) => object,
  where: (seed: Seed) => string,
): Damage {
  return damage(
    `${table}: ${what} is invented`,
    (seed) => `INSERT INTO ${table} SELECT (jsonb_populate_record(t, '${JSON.stringify(values(seed))}')).*
      FROM ${table} t WHERE ${where(seed)} LIMIT 1`,
  );
}
