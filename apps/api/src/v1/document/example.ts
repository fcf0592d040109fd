import type { JsonSchema } from "../operations/json-schema.ts";

/** Values of fields that say more than their types, by name. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  name: "Acme",
  job: "run-42",
  endpoint: "chat-api",
  volume: "datasets",
  resource: "gpu.h100-80gb",
  project: "vision",
  member: "ana",
  plan: "pro",
  entitlement: "deployments",
  code: "SPRING-2026",
  businessKey: "payment 2026-01",
  reason: "Agreed by phone.",
  ownerEmail: "owner@example.com",
  untilMs: 3_600_000,
  quantityMs: 3_600_000,
  estimateMs: 7_200_000,
  epochMs: 3_600_000,
  unitsMilli: 8000,
  ttlSeconds: 3600,
  count: 1,
  days: 30,
  month: "2026-01",
  gb: "250",
  source: "meter",
  quantity: "12.5",
  invariant: "L3",
  message: "The stored counter is not the sum of its postings.",
};

/** The UUID of every id in an example. */
const UUID = "01985c2e-7b1a-7c3d-9e4f-0a1b2c3d4e5f";

const BY_FORMAT: Readonly<Record<string, string>> = {
  "micro-usd": "20000000",
  "nano-usd": "3990000000",
  "date-time": "2026-01-01T00:00:00.000Z",
};

/** Makes a value that a schema accepts, for the document. @param isWhole whether it has the optional fields too */
export function exampleOf(
  schema: JsonSchema,
  components: Readonly<Record<string, JsonSchema>>,
  isWhole: boolean,
): unknown {
  const of = (inside: JsonSchema): unknown => exampleOf(inside, components, isWhole);
  if (schema.$ref !== undefined) return of(components[schema.$ref.split("/").at(-1) ?? ""] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return of(choice);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") return objectOf(schema, of, isWhole);
  if (type === "array") return schema.items === undefined ? [] : [of(schema.items)];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 1, 1);
  return type === "string" ? textOf(schema) : null;
}

function objectOf(schema: JsonSchema, of: (inside: JsonSchema) => unknown, isWhole: boolean): Record<string, unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const shown = Object.entries(properties).filter(([name]) => isWhole || required.includes(name));
  const fields = shown.map(([name, field]): [string, unknown] => [name, sampleOf(name, field) ?? of(field)]);
  if (typeof additionalProperties === "object" && fields.length === 0)
    fields.push(["gpu.h100-80gb", of(additionalProperties)]);
  return Object.fromEntries(fields);
}

function sampleOf(name: string, { type, enum: choices, examples, pattern }: JsonSchema): unknown {
  const sample = SAMPLES[name];
  const isOfType = [type].flat().includes(typeof sample === "number" ? "integer" : "string");
  return choices === undefined && examples === undefined && pattern === undefined && isOfType ? sample : undefined;
}

function textOf({ pattern = "", format }: JsonSchema): string {
  const prefix = /^\^([a-z]+)_\[0-9a-f\]/.exec(pattern)?.[1];
  if (prefix !== undefined) return `${prefix}_${UUID}`;
  // The converter leaves the examples of an input out, if its value has another type inside.
  return BY_FORMAT[format ?? ""] ?? "text";
}
