import { join } from "node:path";
import ts from "typescript6";
import type { Operation, SdkSchemas } from "./json-schema.ts";
import { readOperations, type SdkMethod } from "./read-operations.ts";
import { RESOURCES_FOLDER, SDK_FOLDER, SDK_VERSION } from "./sdk.ts";
import { SchemaWriter } from "./write-schema.ts";

/** Writes the schemas of all that the SDK types: objects, events, and the parameters and answer of each method. */
export function generate(): SdkSchemas {
  const sdk = new SdkTypes();
  const writer = new SchemaWriter(sdk.checker);
  const operations = readOperations().map((method) => operationOf(sdk, writer, method));
  return {
    sdkVersion: SDK_VERSION,
    apiVersion: sdk.apiVersion(),
    objects: objectsOf(sdk, writer),
    events: eventsOf(sdk, writer),
    operations,
    definitions: writer.definitions,
  };
}

/** The declarations of the SDK. */
class SdkTypes {
  readonly checker: ts.TypeChecker;
  private readonly program: ts.Program;

  constructor() {
    this.program = ts.createProgram([join(SDK_FOLDER, "esm", "stripe.core.d.ts")], {
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.NodeNext,
      lib: ["lib.es2024.d.ts"],
      types: [],
    });
    this.checker = this.program.getTypeChecker();
  }

  /** The exported symbols of a file, such as `resources/Customers`. */
  exportsOf(file: string): readonly ts.Symbol[] {
    const source = this.program.getSourceFile(join(SDK_FOLDER, "esm", `${file}.d.ts`));
    const module = source && this.checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`The SDK has no declarations of ${file}.`);
    return this.checker.getExportsOfModule(module);
  }

  exported(file: string, name: string): ts.Symbol {
    const found = this.exportsOf(file).find((symbol) => symbol.name === name);
    if (found === undefined) throw new Error(`The SDK declares no ${name} in ${file}.`);
    return found;
  }

  /** All interfaces that the files of the API's first version export. */
  interfaces(): readonly ts.Symbol[] {
    const isResource = ({ fileName }: ts.SourceFile): boolean =>
      fileName.startsWith(RESOURCES_FOLDER) && !fileName.startsWith(join(RESOURCES_FOLDER, "V2"));
    const files = this.program.getSourceFiles().filter(isResource);
    const modules = files
      .map((file) => this.checker.getSymbolAtLocation(file))
      .filter((module) => module !== undefined);
    return modules
      .flatMap((module) => this.checker.getExportsOfModule(module))
      .filter(({ flags }) => flags & ts.SymbolFlags.Interface);
  }

  apiVersion(): string {
    return this.literal(this.checker.getTypeOfSymbol(this.exported("apiVersion", "ApiVersion"))) ?? "";
  }

  /** The text of a property that is always the same. */
  literalOf(type: ts.Type, property: string): string | undefined {
    const symbol = type.getProperty(property);
    return symbol && this.literal(this.checker.getTypeOfSymbol(symbol));
  }

  private literal(type: ts.Type): string | undefined {
    return type.isStringLiteral() ? type.value : undefined;
  }
}

/** Objects by their `object`. Deleted objects and some others share one, so there can be several. */
function objectsOf(sdk: SdkTypes, writer: SchemaWriter): Record<string, string[]> {
  const objects: Record<string, string[]> = {};
  for (const symbol of sdk.interfaces()) {
    const type = sdk.checker.getDeclaredTypeOfSymbol(symbol);
    const object = sdk.literalOf(type, "object");
    if (object === undefined || object === "event") continue;
    const { $ref: name = "" } = writer.write(type, "answer");
    const names = objects[object] ?? [];
    objects[object] = names;
    if (!names.includes(name)) names.push(name);
  }
  return objects;
}

function eventsOf(sdk: SdkTypes, writer: SchemaWriter): Record<string, string> {
  const type = sdk.checker.getDeclaredTypeOfSymbol(sdk.exported("resources/Events", "Event"));
  const members = type.isUnion() ? type.types : [type];
  return Object.fromEntries(
    members.map((member) => {
      const { $ref: name = "" } = writer.write(member, "answer");
      return [sdk.literalOf(member, "type") ?? "", name];
    }),
  );
}

function operationOf(sdk: SdkTypes, writer: SchemaWriter, method: SdkMethod): Operation {
  const { file, className, name, verb, path } = method;
  const resource = sdk.checker.getDeclaredTypeOfSymbol(sdk.exported(`resources/${file}`, className));
  const member = resource.getProperty(name);
  const [signature] = member ? sdk.checker.getTypeOfSymbol(member).getCallSignatures() : [];
  if (signature === undefined) throw new Error(`The SDK declares no ${className}.${name}.`);
  const params = signature.getParameters().find((parameter) => parameter.name === "params");
  const type = params && sdk.checker.getNonNullableType(sdk.checker.getTypeOfSymbol(params));
  return {
    name: `${file}.${name}`,
    verb,
    path,
    params: type === undefined ? { type: "object", additionalProperties: false } : writer.write(type, "params"),
    response: writer.union(answersOf(sdk, signature), "answer"),
  };
}

/** The types that a method promises, each without the SDK's own `lastResponse`. */
function answersOf({ checker }: SdkTypes, signature: ts.Signature): readonly ts.Type[] {
  const promised = checker.getAwaitedType(signature.getReturnType());
  if (promised === undefined) throw new Error("A method of the SDK promises nothing.");
  const answers = promised.isUnion() ? promised.types : [promised];
  return answers.map((answer) => {
    const parts = answer.isIntersection() ? answer.types : [];
    return parts.find((part) => part.getProperty("lastResponse") === undefined) ?? answer;
  });
}
