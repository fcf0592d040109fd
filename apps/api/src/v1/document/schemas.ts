import { z } from "zod";
import type { JsonSchema } from "../operations/json-schema.ts";
import type { Operation } from "../operations/operations.ts";
import { NAMES } from "./names.ts";

export const refTo = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** The name of a schema in the document. @throws Error if the contract does not export it */
export function nameOf(schema: z.ZodType, of: string): string {
  const name = NAMES.get(schema);
  if (name === undefined) throw new Error(`The contract exports no schema for ${of}, so that it has no name.`);
  return name;
}

/** The components for the answers of operations, and for the bodies of those that have one. */
export function componentSchemas(operations: readonly Operation[]): Record<string, JsonSchema> {
  const answers = componentsOf(new Set(operations.map(({ output }) => output)), "output");
  const posts = operations.filter(({ method }) => method === "POST");
  const bodies = componentsOf(new Set(posts.map(({ input }) => input)), "input");
  const sorted = Object.entries({ ...answers, ...bodies }).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}

/** Converts schemas, and the named schemas inside of them, each to a component of its own. */
function componentsOf(roots: ReadonlySet<z.ZodType>, io: "input" | "output"): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of NAMES) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => refTo(id).$ref, unrepresentable: "any" });
  const wanted = new Map<string, JsonSchema>();
  const add = (name: string): void => {
    if (wanted.has(name)) return;
    const schema = tidy(schemas[name] as JsonSchema, io);
    wanted.set(name, schema);
    for (const ref of refsIn(schema)) add(ref);
  };
  for (const root of roots) add(nameOf(root, root.description ?? "an operation"));
  return Object.fromEntries(wanted);
}

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    key === "$ref" ? [String(inside).split("/").at(-1) ?? ""] : refsIn(inside),
  );
}

/** What the converter adds and a reader does not need. */
const NOISE = new Set(["$schema", "$id"]);

/** Removes noise. An answer may gain fields, so it is open; the idempotency key is a header. */
export function tidy(schema: JsonSchema, io: "input" | "output"): JsonSchema {
  return tidyObject(tidied(schema, io) as JsonSchema);
}

function tidyObject(schema: JsonSchema): JsonSchema {
  if (schema.properties?.idempotencyKey === undefined) return schema;
  const { idempotencyKey: _key, ...properties } = schema.properties;
  const { required: had = [], ...rest } = schema;
  const required = had.filter((name) => name !== "idempotencyKey");
  return { ...rest, properties, ...(required.length > 0 && { required }) };
}

function tidied(value: unknown, io: "input" | "output"): unknown {
  if (Array.isArray(value)) return value.map((item) => tidied(item, io));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, inside]) => !isNoise(key, inside, value as JsonSchema, io));
  const plain = withNull(Object.fromEntries(kept.map(([key, inside]) => [key, tidied(inside, io)])) as JsonSchema);
  return io === "input" ? withDefault(plain, value as JsonSchema) : plain;
}

/** A field of that name is a schema; the keyword has a value. */
const isSchema = (inside: unknown): boolean => typeof inside === "object" && inside !== null && "type" in inside;

/** Says the default in words: generators of types take a field with a default for required. */
function withDefault(schema: JsonSchema, { default: value }: JsonSchema): JsonSchema {
  if (value === undefined || value === null || typeof value === "object") return schema;
  const { description = "" } = schema;
  return { ...schema, description: `${description} If not given: \`${JSON.stringify(value)}\`.`.trim() };
}

function isNoise(key: string, inside: unknown, schema: JsonSchema, io: "input" | "output"): boolean {
  if (NOISE.has(key) && typeof inside === "string") return true;
  if (key === "default" && !isSchema(inside)) return true;
  if (io === "output" && key === "additionalProperties" && inside === false) return true;
  if (key === "pattern") return schema.format === "date-time";
  return (key === "minimum" || key === "maximum") && Math.abs(inside as number) === Number.MAX_SAFE_INTEGER;
}

/** A value or null: `{ type: ["string", "null"] }` is how OpenAPI 3.1 says it. */
function withNull(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema;
  const [value, none] = anyOf ?? [];
  const isPlain = anyOf?.length === 2 && none?.type === "null" && typeof value?.type === "string";
  if (!isPlain || value.properties !== undefined) return schema;
  const listed = value.enum === undefined ? {} : { enum: [...value.enum, null] };
  return { ...value, ...rest, ...listed, type: [value.type as string, "null"] };
}
