/** The parts of JSON Schema (2020-12) that the contract's schemas use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

/** The fields of an object. */
export const propertiesOf = ({ properties = {} }: JsonSchema): Readonly<Record<string, JsonSchema>> => properties;

/** How the text of a query parameter becomes a value. */
export interface QueryType {
  readonly of: "string" | "number" | "boolean";
  readonly isList: boolean;
}

const SCALARS: Readonly<Record<string, QueryType["of"]>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
};

/** How a field is sent in a query: a text, a number, a truth value, or several of them; `null` if it cannot be. */
export function queryTypeOf(field: JsonSchema): QueryType | null {
  if (field.type === "array") {
    const item = field.items === undefined ? null : queryTypeOf(field.items);
    return item === null || item.isList ? null : { ...item, isList: true };
  }
  const of = typeof field.type === "string" ? SCALARS[field.type] : undefined;
  return of === undefined ? null : { of, isList: false };
}
