import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { REFUSALS } from "@scrip/domain/refusals";
import ts from "typescript6";
import { root } from "../root.ts";

/** What the sources say of a procedure. */
export interface ProcedureWords {
  /** Its doc comment, in one line; empty if it has none. */
  readonly meaning: string;
  /** The codes of refusal that its use cases name, in their order. */
  readonly codes: readonly string[];
}

const ROUTER = join(root, "apps/api/src/router.ts");

/** The words of every procedure of the API, by its name, such as `jobs.start`. */
export function procedureWords(): Map<string, ProcedureWords> {
  const words = new Map<string, ProcedureWords>();
  const file = sourceOf(ROUTER);
  visit(file, declarationOf(file, "appRouter"), "", words);
  return words;
}

/** Goes through an object of procedures, or a call such as `router({...})` around one. */
function visit(
  file: ts.SourceFile,
  node: ts.Node | undefined,
  prefix: string,
  words: Map<string, ProcedureWords>,
): void {
  if (node === undefined) return;
  if (isRouter(file, node)) visit(file, node.arguments[0], prefix, words);
  if (ts.isIdentifier(node)) follow(file, node.text, prefix, words);
  if (!ts.isObjectLiteralExpression(node)) return;
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) visit(file, property.expression, prefix, words);
    if (ts.isShorthandPropertyAssignment(property))
      follow(file, property.name.text, nameIn(prefix, property.name.text), words);
    if (!ts.isPropertyAssignment(property)) continue;
    const name = nameIn(prefix, property.name.getText(file));
    const { initializer } = property;
    if (ts.isIdentifier(initializer) || isRouter(file, initializer)) visit(file, initializer, name, words);
    else words.set(name, { meaning: commentOf(property), codes: codesIn(file, initializer) });
  }
}

/** Goes to the declaration of a name, in this file or in the one that it comes from. */
function follow(file: ts.SourceFile, name: string, prefix: string, words: Map<string, ProcedureWords>): void {
  const own = declarationOf(file, name);
  const place = own === undefined ? importOf(file, name) : { file, declaration: own };
  if (place === null || place.declaration === undefined) return;
  const { declaration } = place;
  if (ts.isObjectLiteralExpression(declaration) || isRouter(place.file, declaration)) {
    visit(place.file, declaration, prefix, words);
    return;
  }
  const statement = declaration.parent.parent.parent;
  words.set(prefix, { meaning: commentOf(statement), codes: codesIn(place.file, declaration) });
}

const isRouter = (file: ts.SourceFile, node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText(file) === "router";

/** The codes that the doc comments of the imported functions in an expression name. */
function codesIn(file: ts.SourceFile, expression: ts.Node): string[] {
  const codes = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) for (const code of codesOfImport(file, node.text)) codes.add(code);
    ts.forEachChild(node, look);
  };
  look(expression);
  return [...codes];
}

function codesOfImport(file: ts.SourceFile, name: string): string[] {
  const place = importOf(file, name);
  if (place === null || !place.file.fileName.includes("/usecases/")) return [];
  const statement = place.file.statements.find((each) => namesOf(each).includes(name));
  const comments = statement === undefined ? [] : ts.getJSDocCommentsAndTags(statement);
  const thrown = comments
    .map((comment) => comment.getText(place.file))
    .join("\n")
    .split("@throws")
    .slice(1)
    .join(" ");
  return [...thrown.matchAll(/`([a-z_]+)`/g)].map(([, code = ""]) => code).filter((code) => code in REFUSALS);
}

function commentOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (ts.getTextOfJSDocComment(doc?.comment) ?? "").replaceAll(/\s+/g, " ").trim();
}

/** The value of a constant of a file. */
function declarationOf(file: ts.SourceFile, name: string): ts.Expression | undefined {
  const declarations = file.statements
    .filter(ts.isVariableStatement)
    .flatMap((each) => [...each.declarationList.declarations]);
  return declarations.find((each) => each.name.getText(file) === name)?.initializer;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? ""];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map((each) => each.name.getText());
}

function importOf(
  file: ts.SourceFile,
  name: string,
): { file: ts.SourceFile; declaration: ts.Expression | undefined } | null {
  for (const statement of file.statements.filter(ts.isImportDeclaration)) {
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const element = bindings.elements.find((each) => each.name.text === name);
    const path = pathOf(file.fileName, (statement.moduleSpecifier as ts.StringLiteral).text);
    if (element === undefined || path === null) continue;
    const other = sourceOf(path);
    return { file: other, declaration: declarationOf(other, element.propertyName?.text ?? name) };
  }
  return null;
}

/** The file of an import, in the same workspace or in a package of this project that exports its folders. */
function pathOf(from: string, specifier: string): string | null {
  if (specifier.startsWith(".")) return join(dirname(from), specifier);
  const [, name, rest] = /^@scrip\/([\w-]+)\/(.+)$/.exec(specifier) ?? [];
  const path = join(root, "packages", name ?? "", "src", `${rest}.ts`);
  return name !== undefined && existsSync(path) ? path : null;
}

const sources = new Map<string, ts.SourceFile>();

function sourceOf(path: string): ts.SourceFile {
  const known = sources.get(path);
  if (known !== undefined) return known;
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  sources.set(path, file);
  return file;
}

const nameIn = (prefix: string, name: string): string => (prefix === "" ? name : `${prefix}.${name}`);
