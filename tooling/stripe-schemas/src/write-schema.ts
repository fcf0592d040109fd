import { relative } from "node:path";
import ts from "typescript6";
import type { JsonSchema } from "./json-schema.ts";
import { RESOURCES_FOLDER } from "./sdk.ts";
import { type Branch, choose, unionOf } from "./union-of.ts";

/**
 * What a type stands for:
 * - `answer`: an object of the API, as JSON;
 * - `params`: parameters as a form or a query carries them, where every number and boolean is a text;
 * - `previous`: the changed attributes of an event, where every field of a hash may be left out.
 */
export type Purpose = "answer" | "params" | "previous";

/** A number, a boolean and an empty value, as a form carries them. */
const AS_TEXT = {
  number: { type: ["number", "string"], pattern: String.raw`^-?\d+(\.\d+)?$` },
  boolean: { enum: [true, false, "true", "false"] },
  null: { enum: ["", null] },
} satisfies Record<string, JsonSchema>;

/** Writes the JSON Schema of types. A named type becomes a definition, so that types may contain each other. */
export class SchemaWriter {
  readonly definitions: Record<string, JsonSchema> = {};
  private readonly checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.checker = checker;
  }

  /** @returns a schema, or a reference to a definition */
  write(type: ts.Type, purpose: Purpose): JsonSchema {
    if (type.isUnion()) return this.union(type.types, purpose);
    if (isDecimal(type)) return DECIMAL;
    const { flags } = type;
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (flags & ts.TypeFlags.String) return { type: "string" };
    if (flags & ts.TypeFlags.Number) return purpose === "params" ? AS_TEXT.number : { type: "number" };
    if (flags & ts.TypeFlags.Null) return purpose === "params" ? AS_TEXT.null : { type: "null" };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (flags & ts.TypeFlags.BooleanLiteral) return this.booleanLiteral(type, purpose);
    // `OtherString`: the SDK must expect texts that it does not know. This version of the API has none.
    if (type.isIntersection()) return type.types.some(isString) ? { type: "string" } : this.properties(type, purpose);
    if (this.checker.isArrayType(type)) return this.array(type, purpose);
    return this.object(type, purpose);
  }

  private booleanLiteral(type: ts.Type, purpose: Purpose): JsonSchema {
    const value = this.checker.typeToString(type) === "true";
    return purpose === "params" ? { enum: [value, String(value)] } : { const: value };
  }

  /** @returns a schema for a value of any of the types */
  union(types: readonly ts.Type[], purpose: Purpose): JsonSchema {
    const given = types.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)));
    const hasLiterals = given.some((type) => type.isStringLiteral() && type.value !== "");
    // In a union with literals, `OtherString` opens the list: it is left out, so that the list is closed.
    const closed = given.filter((type) => !(hasLiterals && type.isIntersection()));
    return unionOf(closed.map((type) => ({ schema: this.write(type, purpose), ...this.marksOf(type) })));
  }

  /** The fields that tell an object from others. */
  private marksOf(type: ts.Type): Pick<Branch, "marks"> {
    const isObject = (type.flags & ts.TypeFlags.Object) !== 0 && !this.checker.isArrayType(type);
    if (!isObject) return {};
    const literalOf = (name: string): string | undefined => {
      const property = type.getProperty(name);
      const of = property && this.checker.getTypeOfSymbol(property);
      return of?.isStringLiteral() ? of.value : undefined;
    };
    const object = literalOf("object");
    const kind = literalOf("type");
    const deleted = type.getProperty("deleted");
    const isDeleted = deleted !== undefined && !isNothing(this.checker.getTypeOfSymbol(deleted));
    return {
      marks: {
        ...(object === undefined ? {} : { object }),
        ...(kind === undefined ? {} : { type: kind }),
        ...(isDeleted ? { deleted: true } : {}),
      },
    };
  }

  private array(type: ts.Type, purpose: Purpose): JsonSchema {
    const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
    if (item === undefined) throw new Error("The generator met an array without a type of its items.");
    // The values before a change hold whole items.
    const items = this.write(item, purpose === "previous" ? "answer" : purpose);
    return { type: "array", items };
  }

  private object(type: ts.Type, purpose: Purpose): JsonSchema {
    const { symbol } = type;
    const isNamed = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Interface) !== 0;
    // A list of customers is not the same type as a list of invoices, and neither has a name of its own.
    const isGeneric = this.checker.getTypeArguments(type as ts.TypeReference).length > 0;
    if (!isNamed || isGeneric) return this.properties(type, purpose);
    const name = this.nameFor(symbol, purpose);
    if (!(name in this.definitions)) {
      // The place is taken before its parts are written, since they may refer to it.
      this.definitions[name] = {};
      this.definitions[name] = this.properties(type, purpose);
    }
    return { $ref: name };
  }

  private properties(type: ts.Type, purpose: Purpose): JsonSchema {
    const index = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (index !== undefined) {
      const schema = this.write(index, purpose);
      const values = purpose === "previous" ? choose({ type: "null" }, {}, schema) : schema;
      return { type: "object", additionalProperties: values };
    }
    const properties: Record<string, JsonSchema> = {};
    const required: string[] = [];
    for (const property of type.getProperties()) {
      const of = this.checker.getTypeOfSymbol(property);
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      // `deleted?: void` marks an object that is not deleted: there the field does not exist.
      if (isNothing(of)) continue;
      const schema = this.write(of, purposeOf(property.name, purpose));
      // A field that did not exist before the change was null.
      properties[property.name] = purpose === "previous" ? choose({ type: "null" }, {}, schema) : schema;
      if (!isOptional && purpose !== "previous") required.push(property.name);
    }
    return { type: "object", properties, required, additionalProperties: false };
  }

  /** The name of a definition: the file of the type and its name there, such as `Checkout.Sessions-Session`. */
  private nameFor(symbol: ts.Symbol, purpose: Purpose): string {
    const [file = "", inFile] = this.checker.getFullyQualifiedName(symbol).split(/"\./);
    const path = relative(RESOURCES_FOLDER, file.replace(/^"/, "")).replaceAll(/[^\w]+/g, ".");
    return [path, inFile, purpose === "answer" ? undefined : purpose].filter((part) => part).join("-");
  }
}

const purposeOf = (property: string, purpose: Purpose): Purpose =>
  property === "previous_attributes" && purpose === "answer" ? "previous" : purpose;

/** A number of any precision: an object in the SDK, a text in JSON. */
const isDecimal = (type: ts.Type): boolean =>
  type.isIntersection() && type.types.some(({ symbol }) => symbol?.name === "DecimalImpl");
const DECIMAL: JsonSchema = { type: "string", pattern: String.raw`^-?\d+(\.\d+)?$` };

const isString = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.String) !== 0;

const isNothing = (type: ts.Type): boolean => {
  const types = type.isUnion() ? type.types : [type];
  return types.every(({ flags }) => flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never));
};
