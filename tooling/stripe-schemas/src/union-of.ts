import type { JsonSchema } from "./json-schema.ts";

/** One type of a union. */
export interface Branch {
  readonly schema: JsonSchema;
  /** Only of an object: the fields whose value tells it from other objects. */
  readonly marks?: { readonly object?: string; readonly type?: string; readonly deleted?: true };
}

/**
 * Joins the schemas of a union. Literals become one list. Objects are told apart by `object`, `type` or `deleted`, so
 * that a problem is reported for the object that is meant, and not for each one that it could have been.
 */
export function unionOf(branches: readonly Branch[]): JsonSchema {
  const objects = branches.filter(({ marks }) => marks !== undefined);
  const others = branches.filter(({ marks }) => marks === undefined).map(({ schema }) => schema);
  const values = others.flatMap(({ const: value, enum: listed }) => listed ?? (value === undefined ? [] : [value]));
  const open = withoutCopies(others.filter((schema) => schema.const === undefined && schema.enum === undefined));
  const parts = values.length === 0 ? open : [...open, { enum: [...new Set(values)] }];
  if (objects.length === 0) return anyOf(parts);
  const object = ofObjects(objects);
  return parts.length === 0 ? object : choose({ type: "object" }, object, anyOf(parts));
}

/** Chooses by a field that has another value in each object. Without such a field, each object is tried. */
function ofObjects(branches: readonly Branch[]): JsonSchema {
  const [first, ...others] = branches;
  if (first === undefined) return { enum: [] };
  if (others.length === 0) return first.schema;
  for (const mark of ["object", "type"] as const) {
    const groups = Map.groupBy(branches, ({ marks }) => marks?.[mark]);
    if (groups.size > 1 && !groups.has(undefined)) return byMark(mark, groups as Map<string, Branch[]>);
  }
  const deleted = branches.filter(({ marks }) => marks?.deleted === true);
  const alive = branches.filter(({ marks }) => marks?.deleted !== true);
  if (deleted.length === 1 && alive.length > 0)
    return choose({ required: ["deleted"] }, ofObjects(deleted), ofObjects(alive));
  return { anyOf: branches.map(({ schema }) => schema) };
}

function byMark(mark: string, groups: ReadonlyMap<string, readonly Branch[]>): JsonSchema {
  const unknown: JsonSchema = { properties: { [mark]: { enum: [...groups.keys()] } }, required: [mark] };
  return [...groups].reduceRight<JsonSchema>(
    (rest, [value, group]) =>
      choose({ properties: { [mark]: { const: value } }, required: [mark] }, ofObjects(group), rest),
    unknown,
  );
}

/** A value that matches the condition must match the second schema, and any other value the third. */
export function choose(condition: JsonSchema, matched: JsonSchema, otherwise: JsonSchema): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema has this name for it.
  return { if: condition, then: matched, else: otherwise }; // oxlint-disable-line unicorn/no-thenable
}

function withoutCopies(schemas: readonly JsonSchema[]): JsonSchema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

function anyOf(schemas: readonly JsonSchema[]): JsonSchema {
  const [only] = schemas;
  if (only !== undefined && schemas.length === 1) return only;
  const isPlain = schemas.every((schema) => Object.keys(schema).join() === "type");
  return isPlain ? { type: schemas.flatMap(({ type = [] }) => type) } : { anyOf: schemas };
}
