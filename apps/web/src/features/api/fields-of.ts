import { type ApiDocument, resolved, type Schema } from "./api-document.ts";

/** A field of an input or an answer, as a line of a table. */
export interface ShownField {
  /** With the names of the objects around it, such as `balance.available`. */
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

/** Objects in objects are shown up to this depth. */
const DEEPEST = 3;

/** The fields of an object, and those of the objects in it. */
export function fieldsOf(document: ApiDocument, given: Schema, prefix = "", depth = 0): readonly ShownField[] {
  const { properties = {}, required = [] } = objectIn(document, given);
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const schema = resolved(document, field);
    const shown = {
      name: path,
      type: typeOf(document, schema),
      isRequired: required.includes(name),
      description: schema.description ?? "",
    };
    const inner = depth < DEEPEST ? fieldsOf(document, schema, `${path}${isList(schema) ? "[]" : ""}.`, depth + 1) : [];
    return [shown, ...inner];
  });
}

const isList = (schema: Schema): boolean => schema.items !== undefined;

/** The object that a field is, lists, or may be. */
function objectIn(document: ApiDocument, given: Schema): Schema {
  const schema = resolved(document, given);
  if (schema.items !== undefined) return objectIn(document, schema.items);
  const choice = schema.anyOf?.find((each) => each.type !== "null");
  return choice === undefined ? schema : objectIn(document, choice);
}

const FORMATS: Readonly<Record<string, string>> = {
  "micro-usd": "micro-USD, digits",
  "nano-usd": "nano-USD, digits",
  "date-time": "instant",
};

function typeOf(document: ApiDocument, schema: Schema): string {
  if (schema.items !== undefined) return `list of ${typeOf(document, resolved(document, schema.items))}`;
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((choice) => typeOf(document, resolved(document, choice))).join(" or ");
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(", ");
  const types = [schema.type ?? "object"].flat();
  const format = schema.format === undefined ? undefined : FORMATS[schema.format];
  return types.map((type) => (type === "string" ? (format ?? "text") : type)).join(" or ");
}
