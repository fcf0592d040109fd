import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { root } from "../root.ts";
import { runTool } from "../run-tool.ts";
import { AROUND } from "./around.ts";
import { allBlocks, type PlacedBlock } from "./pages.ts";

const TYPES = { noEmit: true, allowImportingTsExtensions: true, erasableSyntaxOnly: true, skipLibCheck: true };
const STRICT = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };

it("the TypeScript of the documents compiles against the typed client", { timeout: 300_000 }, async () => {
  const built = await runTool(root, "turbo", [
    "run",
    "build:types",
    "--filter=@scrip/api",
    "--output-logs=errors-only",
  ]);
  expect(built).toMatchObject({ code: 0 });
  const dir = mkdtempSync(join(tmpdir(), "scrip-snippets-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const blocks = allBlocks().filter(({ language }) => language === "ts");
  const files = blocks.map((block, index) => {
    writeFileSync(join(dir, `${index}.ts`), sourceOf(block));
    return `${index}.ts`;
  });
  const client = join(root, "packages/client/src");
  const compilerOptions = {
    ...TYPES,
    ...STRICT,
    module: "nodenext",
    target: "esnext",
    types: ["node"],
    typeRoots: [join(root, "tooling/quality/node_modules/@types")],
    paths: { "@scrip/client": [join(client, "index.ts")], "@scrip/client/catalog": [join(client, "catalog.ts")] },
  };
  writeFileSync(join(dir, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(dir, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const { output } = await runTool(dir, "tsc", ["--noEmit", "--pretty", "false"]);
  expect(
    output
      .split("\n")
      .map((line) => inPage(line, blocks))
      .join("\n")
      .trim(),
  ).toBe("");
});

function sourceOf({ text, marks }: PlacedBlock): string {
  const [before, after] = AROUND[marks.in ?? ""] ?? ["", ""];
  return `${before}${text}${after}export {};\n`;
}

/** Names the page and the line of an error instead of the file that was compiled. */
function inPage(line: string, blocks: readonly PlacedBlock[]): string {
  const [, index, row = "", rest] = /^(\d+)\.ts\((\d+),\d+\): (.*)/.exec(line) ?? [];
  const block = blocks[Number(index ?? Number.NaN)];
  if (block === undefined) return line;
  const before = (AROUND[block.marks.in ?? ""]?.[0] ?? "").split("\n").length - 1;
  return `${block.file}:${block.line + Number(row) - before}: ${rest}`;
}
