import { openSchemas } from "@scrip/stripe-schemas";
import { describe, expect, it } from "vitest";
import type { Operation } from "../calls/operation.ts";
import type { Fields, Param } from "../protocol/params.ts";
import { OPERATIONS } from "./index.ts";

const schemas = await openSchemas();

describe("the operations", () => {
  it("are calls of the SDK", () => {
    const unknown = OPERATIONS.map(requestOf).filter((request) => schemas.operationOf(request) === undefined);
    expect(unknown).toEqual([]);
  });

  it("take no parameter and no value that the SDK's types do not have, except for the explained ones", () => {
    const found = OPERATIONS.flatMap((operation) =>
      examplesOf(operation.params).flatMap((params) => differencesOf(operation, params)),
    );
    const differences = [...new Set(found)].filter((line) => !line.endsWith(ANY_TEXT));
    expect(differences.filter((line) => !EXPLAINED.some(({ is }) => is.test(line))).sort()).toEqual([]);
    const needless = EXPLAINED.filter(({ is }) => !differences.some((line) => is.test(line)));
    expect(needless.map(({ why }) => why)).toEqual([]);
  });

  it("need each parameter that the SDK's types need", () => {
    const found = OPERATIONS.flatMap((operation) => differencesOf(operation, leastOf(operation.params)));
    expect(found.filter((line) => line.endsWith("is missing"))).toEqual([]);
  });
});

/** A text parameter takes any text, also where the SDK lists the values: then the effect, or its absence, tells. */
const ANY_TEXT = 'is "a text"';

const EXPLAINED = [
  {
    why: "The SDK's types leave cards out, since the numbers of cards must not reach a server. The API takes test cards.",
    is: /payment_method_data\/type .* is "card"$/,
  },
  { why: "Every call takes expand, also one that deletes.", is: /^DELETE .*params\/expand is not a field/ },
  {
    why: "An empty text removes a value, also in a call that makes an object: there it means the same as nothing.",
    is: /params\/.*(cancel_at|metadata|setup_future_usage) must .* is ""$/,
  },
];

const differencesOf = (operation: Operation, params: object): string[] => {
  const request = requestOf(operation);
  return schemas.checkRequest(request, params).map(({ path, message }) => `${request}:${path} ${message}`);
};

const requestOf = ({ method, path }: Operation): string => `${method} ${path.replaceAll(/:\w+/g, "id_1")}`;

/** Parameters with every field, and again for each further value that a field can have. */
function examplesOf(fields: Fields): Record<string, unknown>[] {
  const values = Object.entries(fields).map(([name, param]) => ({ name, values: valuesOf(param) }));
  const whole = Object.fromEntries(values.map(({ name, values: [first] }) => [name, first]));
  const others = values.flatMap(({ name, values: [, ...more] }) => more.map((value) => ({ ...whole, [name]: value })));
  return [whole, ...others];
}

/** Only the parameters that are needed. */
function leastOf(fields: Fields): Record<string, unknown> {
  const needed = Object.entries(fields).filter(([, param]) => param.needed);
  return Object.fromEntries(
    needed.map(([name, param]) => [name, valuesOf({ ...param, clearable: false }, leastOf)[0]]),
  );
}

function valuesOf(param: Param, ofFields: (fields: Fields) => unknown = examplesOf): unknown[] {
  const { fields = {}, of, or, choices = [] } = param;
  const values = {
    text: () => ["a text"],
    integer: () => ["1"],
    decimal: () => ["1.5"],
    boolean: () => ["true"],
    choice: () => [...choices],
    metadata: () => [{ name: "value" }],
    map: () => (of === undefined ? [] : valuesOf(of, ofFields).map((value) => ({ usd: value }))),
    object: () => [ofFields(fields)].flat(),
    list: () => (of === undefined ? [] : valuesOf(of, ofFields).map((value) => [value])),
    either: () => [of, or].flatMap((one) => (one === undefined ? [] : valuesOf(one, ofFields))),
  }[param.kind]();
  return param.clearable ? [...values, ""] : values;
}
