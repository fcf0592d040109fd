/** A statement and its parameters; with a name it is prepared once per connection. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
}

/** Runs one statement on the connection of a transaction and returns its rows. */
export type Query = (statement: Statement) => Promise<readonly Record<string, unknown>[]>;

/** A one-dimensional array as PostgreSQL reads it, of values that need no quotes: numbers, UUIDs, hex. */
export function plainArray(values: readonly (string | number | bigint | boolean | null)[]): string {
  return `{${values.map((value) => (value === null ? "NULL" : String(value))).join(",")}}`;
}
