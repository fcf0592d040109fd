import { join } from "node:path";
import ts from "typescript6";
import { PROCEDURES } from "../procedures.ts";

const SOURCES = join(import.meta.dirname, "..");

/**
 * Writes the types of `src/wire.ts` out: there they follow from the API's router, which a published package does not
 * have. TypeScript itself calculates them.
 * @throws Error if a type does not compile, or is not known
 */
export function wireTypes(): string {
  const names = Object.keys(PROCEDURES);
  const file = join(SOURCES, "wire-types.probe.ts");
  const { checker, source } = compile(file, probe(names));
  const members = new Map<string, string>();
  for (const statement of source.statements)
    if (ts.isTypeAliasDeclaration(statement))
      members.set(
        statement.name.text,
        checker.typeToString(checker.getTypeAtLocation(statement.name), undefined, WHOLE),
      );
  const written = (prefix: string) =>
    names.map((name, place) => `  readonly "${name}": ${known(members.get(`${prefix}${place}`), name)};`).join("\n");
  return `${HEAD}
interface Kinds {
${written("Kind")}
}

interface Inputs {
${written("Input")}
}

interface Answers {
${written("Answer")}
}
`;
}

const WHOLE =
  ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.MultilineObjectLiterals;

const HEAD = `/** The name of a procedure on the wire, such as \`"holds.place"\`. */
export type ProcedureName = keyof Inputs;

/** A mutation changes the ledger; a query does not. */
export type KindOf<P extends ProcedureName> = Kinds[P];

/** The input of a procedure on the wire. */
export type WireInput<P extends ProcedureName> = Inputs[P];

/** The answer of a procedure on the wire. */
export type WireAnswer<P extends ProcedureName> = Answers[P];
`;

/** `Plain` makes the compiler write out what a type is, instead of how it was made. */
function probe(names: readonly string[]): string {
  const lines = names.flatMap((name, place) => [
    `export type Kind${place} = KindOf<"${name}">;`,
    `export type Input${place} = Plain<WireInput<"${name}">>;`,
    `export type Answer${place} = Plain<WireAnswer<"${name}">>;`,
  ]);
  return `import type { KindOf, WireAnswer, WireInput } from "./wire.ts";
type Plain<T> = T extends readonly (infer Item)[] ? readonly Plain<Item>[]
  : T extends object ? { readonly [Name in keyof T]: Plain<T[Name]> } : T;
${lines.join("\n")}
`;
}

function compile(file: string, text: string) {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ["lib.es2024.d.ts"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const usual = { ...host };
  host.fileExists = (path) => path === file || usual.fileExists(path);
  host.getSourceFile = (path, target) =>
    path === file ? ts.createSourceFile(file, text, target, true) : usual.getSourceFile(path, target);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error("TypeScript did not read the probe.");
  const [problem] = program.getSemanticDiagnostics(source);
  if (problem !== undefined) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
  return { checker: program.getTypeChecker(), source };
}

/** An object whose fields have no fixed names, or that has none. */
const OPEN_OBJECT = /Record<string, unknown>|\[x: string\]: (unknown|never)/g;

/** A type that is `any` or `never` means that the router's types are missing, or that a procedure has gone. */
function known(type: string | undefined, name: string): string {
  if (type === undefined || /\b(any|unknown|never)\b/.test(type.replace(OPEN_OBJECT, "")))
    throw new Error(`The type of ${name} is not known: ${type}`);
  return type;
}
