import fc from "fast-check";
import { expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { binaryArray, type ElementType } from "./binary-array.ts";

const owner = await (await testDatabase()).open("owner");

const ODD = ["", "NULL", "{}", "a,b", '"', "\\", '\\\\"', " ", "\t", "\n", "\v", "\u00a0", "é", "'", "🜁"];
const whole = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });

/** Values of each type, and how PostgreSQL writes one as text. */
const KINDS: { [Type in ElementType]: readonly [fc.Arbitrary<unknown>, (value: never) => string] } = {
  boolean: [fc.boolean(), String],
  smallint: [whole(16), String],
  integer: [whole(32), String],
  bigint: [fc.oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.maxSafeInteger()), String],
  timestamptz: [fc.integer({ min: Date.UTC(1), max: Date.UTC(9999) }), (ms) => String(BigInt(ms) * 1000n)],
  uuid: [fc.uuid(), String],
  // A text in PostgreSQL cannot contain NUL; Scrip refuses such input earlier.
  text: [
    fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: "binary" })).map((text) => text.replaceAll("\0", "")),
    String,
  ],
  numeric: [fc.bigInt(0n, 10n ** 38n - 1n).map(String), String],
  bytes: [
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("hex")),
    (hex: string) => `\\x${hex}`,
  ],
};

/** A few values with many repetitions, and nulls between them. */
const repeating = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<(Value | null)[]> =>
  fc
    .tuple(fc.array(arbitrary, { maxLength: 3 }), fc.array(fc.nat(3), { maxLength: 8 }))
    .map(([values, picks]) => picks.map((pick) => values[pick] ?? null));

it.each(Object.keys(KINDS) as ElementType[])(
  "F4 PostgreSQL reads an array of %s as it was written, nulls included",
  async (type) => {
    const [arbitrary, inWords] = KINDS[type];
    const sqlType = type === "bytes" ? "bytea" : type;
    const read = type === "timestamptz" ? "(extract(epoch FROM value) * 1000000)::bigint::text" : "value::text";
    const statement = `SELECT array_agg(${read} ORDER BY place) AS read FROM unnest($1::${sqlType}[]) WITH ORDINALITY AS u (value, place)`;
    await fc.assert(
      fc.asyncProperty(repeating<unknown>(arbitrary), async (values) => {
        const [row] = await owner.query(statement, [binaryArray(type, values as never)]);
        const sent = values.map((value) => (value === null ? null : inWords(value as never)));
        expect(row.read ?? []).toEqual(sent);
      }),
      { numRuns: 100 },
    );
  },
);

it.each(["", "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2", "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2g", "not an id"])(
  "F4 a text that is no UUID is refused before it is sent: %j",
  (text) => {
    expect(() => binaryArray("uuid", [text])).toThrow("is no UUID");
  },
);
