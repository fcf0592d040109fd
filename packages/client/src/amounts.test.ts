import { MONEY_FORMATS } from "@scrip/contract/wire/money";
import { describe, expect, it } from "vitest";
import { EACH } from "./amounts.ts";
import { toWire } from "./given.ts";
import { PROCEDURES } from "./procedures.ts";
import { testRouter } from "./testing/test-router.ts";

/** The part of a zod schema that these tests walk. */
interface Schema {
  readonly def: {
    readonly shape?: Readonly<Record<string, Schema>>;
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly valueType?: Schema;
    readonly out?: Schema;
  };
  meta(): Readonly<Record<string, unknown>> | undefined;
}

/** The paths of all fields that match, such as `["balance.available", "open"]`. */
function pathsOf(schema: Schema, isOne: (schema: Schema) => boolean, path: string[] = []): string[] {
  if (isOne(schema)) return [path.join(".")];
  const { shape, innerType, element, valueType, out } = schema.def;
  if (shape !== undefined)
    return Object.entries(shape).flatMap(([name, field]) => pathsOf(field, isOne, [...path, name]));
  if (valueType !== undefined) return pathsOf(valueType, isOne, [...path, EACH]);
  const inside = innerType ?? element ?? out;
  return inside === undefined ? [] : pathsOf(inside, isOne, path);
}

function pathsIn(amounts: object, path: string[] = []): string[] {
  return Object.entries(amounts).flatMap(([name, inside]) =>
    typeof inside === "string" ? [[...path, name].join(".")] : pathsIn(inside as object, [...path, name]),
  );
}

const procedures = Object.entries(PROCEDURES);
const schemasOf = (name: string) => {
  const { _def } = (testRouter._def.procedures as unknown as Record<string, { _def: Schemas }>)[name] as {
    _def: Schemas;
  };
  return { input: _def.inputs[0], output: _def.output };
};
interface Schemas {
  readonly inputs: readonly [Schema];
  readonly output: Schema;
}

/** Whether the metadata of a schema has one of these formats. Its description does not matter. */
const isOf =
  (...formats: readonly unknown[]) =>
  (schema: Schema) =>
    formats.includes(schema.meta()?.format);

describe("the table of procedures", () => {
  it.each(procedures)("lists every amount in the answer of %s", (name, { amounts }) => {
    const isAmount = isOf(MONEY_FORMATS.micros, MONEY_FORMATS.nanos);
    expect(pathsIn(amounts).sort()).toEqual(pathsOf(schemasOf(name).output, isAmount).sort());
  });

  it.each(procedures)("knows every amount and instant in the input of %s by its name", (name) => {
    const { input } = schemasOf(name);
    const amounts = pathsOf(input, isOf(MONEY_FORMATS.micros)).map((path) => path.split(".").at(-1));
    expect(["amount", "cap"]).toEqual(expect.arrayContaining(amounts));
    const instants = ["at", "to", "startsAt", "endsAt", "effectiveAt", "expiresAt", "eventAt", "testClock"];
    const found = pathsOf(input, isOf("date-time")).map((path) => path.split(".").at(-1));
    expect(instants).toEqual(expect.arrayContaining(found));
  });

  it.each(procedures)("sends an idempotency key with %s exactly if the contract has one", (name, { keyed }) => {
    expect("idempotencyKey" in (schemasOf(name).input.def.shape ?? {})).toBe(keyed);
  });
});

describe("the input of a call", () => {
  it("has amounts as digits and instants as ISO text; other values stay unchanged", () => {
    const nested = { next: { untilMs: 5 }, close: true, none: null, orgs: ["org_1"] };
    const contract = { rates: { "gpu.l40s": 5n }, credits: [{ amount: 7n, days: null }] };
    expect(toWire(contract)).toEqual({ rates: { "gpu.l40s": "5" }, credits: [{ amount: "7", days: null }] });
    expect(toWire({ amount: 10n ** 15n, at: new Date(0), ...nested })).toEqual({
      amount: "1000000000000000",
      at: "1970-01-01T00:00:00.000Z",
      ...nested,
    });
  });
});
