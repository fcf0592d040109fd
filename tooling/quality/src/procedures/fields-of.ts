import { z } from "zod";

/** A field of an input or an answer. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly $ref?: string;
}

/** The most words of a list of values; longer ones are named by their type alone. */
const MOST_VALUES = 8;

/** The fields of a schema as they are on the wire. */
export function fieldsOf(schema: z.ZodType, side: "input" | "output"): Field[] {
  const { properties = {}, required = [] } = objectOf(toSchema(schema, side));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    type: typeText(property),
    isRequired: required.includes(name),
    description: (property.description ?? "").replaceAll(/\s+/g, " "),
  }));
}

function toSchema(schema: z.ZodType, io: "input" | "output"): Schema {
  return z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline", cycles: "ref" }) as Schema;
}

/** The object of a schema: itself, or all objects that a union or an intersection is of, in one. */
function objectOf(schema: Schema): Schema {
  const parts = schema.allOf ?? schema.anyOf ?? schema.oneOf;
  if (parts === undefined) return schema;
  const objects = parts.map(objectOf);
  const isUnion = schema.allOf === undefined;
  const names = objects.flatMap(({ required = [] }) => required);
  return {
    properties: Object.assign({}, ...objects.map(({ properties = {} }) => properties)),
    required: isUnion ? names.filter((name) => objects.every(({ required = [] }) => required.includes(name))) : names,
  };
}

/** A type in a few words, such as `string or null`. */
function typeText(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined)
    return schema.enum.length > MOST_VALUES ? "string" : schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return [...new Set(parts.map(typeText))].join(" or ");
  if (schema.items !== undefined) return `list of ${typeText(schema.items)}`;
  if (schema.properties !== undefined || schema.allOf !== undefined) return "object";
  if (typeof schema.additionalProperties === "object") return "object";
  if (schema.format === "date-time") return "instant";
  return schema.type === undefined ? "any" : [schema.type].flat().join(" or ");
}
