import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aProject, workspaces } from "./fixture-project.ts";
import { root } from "./root.ts";
import { runTool, type ToolAnswer } from "./run-tool.ts";

const check = (workspace: string, sources: Record<string, string>): Promise<ToolAnswer> =>
  runTool(join(aProject(sources), workspace), "tsc", ["--noEmit"]);

describe("type check", { concurrent: true }, () => {
  it("is a script of every workspace with sources", () => {
    const unchecked = workspaces().filter((workspace) => {
      const { scripts } = JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8")) as {
        scripts?: Record<string, string>;
      };
      return !scripts?.typecheck?.startsWith("tsc --noEmit");
    });
    expect(unchecked).toEqual(["tooling/typescript"]); // presets only
  });

  it("accepts correct sources and type tests", async () => {
    const { code, output } = await check("packages/contract", {
      "packages/contract/src/a.ts": "export const a: bigint = 1n;\n",
      "packages/contract/src/a.test-d.ts": typeTest("bigint"),
    });
    expect(output).toBe("");
    expect(code).toBe(0);
  });

  it.each([
    ["a wrong type", "packages/contract", "src/a.ts", 'export const a: bigint = "1";\n', "TS2322"],
    ["an enum, which Node cannot run", "packages/contract", "src/a.ts", "export enum A { One }\n", "TS1294"],
    [
      "an unchecked array index",
      "packages/contract",
      "src/a.ts",
      "export const a = (b: number[]): number => b[0];\n",
      "TS2322",
    ],
    ["Node's globals in the domain", "packages/domain", "src/a.ts", "export const a = process.pid;\n", "TS2591"],
  ])("refuses %s", async (_what, workspace, file, source, code) => {
    const answer = await check(workspace, { [`${workspace}/${file}`]: source });
    expect(answer.output).toContain(code);
    expect(answer.code).not.toBe(0);
  });

  it.each([
    ["a kind", '{ meaning: "The seat is taken.", data: {} }', "Property 'kind' is missing"],
    ["a meaning", '{ kind: "conflict", data: {} }', "Property 'meaning' is missing"],
    [
      "a known kind",
      '{ kind: "taken", meaning: "The seat is taken.", data: {} }',
      `Type '"taken"' is not assignable to type 'RefusalKind'`,
    ],
    [
      "data of known types",
      '{ kind: "conflict", meaning: "The seat is taken.", data: { seat: "chair" } }',
      `Type '"chair"' is not assignable to type 'keyof FieldTypes'`,
    ],
  ])("refuses a code of refusal without %s", async (_what, spec, problem) => {
    const answer = await check("packages/domain", aPlanCode(spec));
    expect(answer.output).toContain("src/plans/refusals.ts");
    expect(answer.output).toContain(problem);
    expect(answer.code).not.toBe(0);
  });

  it("accepts a code of refusal with kind, meaning and data", async () => {
    const spec = '{ kind: "conflict", meaning: "The seat is taken.", data: { seat: "text" } }';
    expect(await check("packages/domain", aPlanCode(spec))).toEqual({ code: 0, output: "" });
  });

  it("refuses a type test that fails", async () => {
    const { code, output } = await check("packages/contract", {
      "packages/contract/src/a.ts": "export const a: bigint = 1n;\n",
      "packages/contract/src/a.test-d.ts": typeTest("string"),
    });
    expect(output).toContain("a.test-d.ts");
    expect(code).not.toBe(0);
  });
});

function typeTest(type: string): string {
  return `import { expectTypeOf, it } from "vitest";
import { a } from "./a.ts";

it("is what it says", () => expectTypeOf(a).toEqualTypeOf<${type}>());
`;
}

/** The domain's real types of a refusal, and one code in an area `plans`. */
function aPlanCode(spec: string): Record<string, string> {
  const folder = "packages/domain/src/refusal";
  const names = readdirSync(join(root, folder));
  return {
    ...Object.fromEntries(names.map((name) => [`${folder}/${name}`, readFileSync(join(root, folder, name), "utf8")])),
    "packages/domain/src/plans/refusals.ts": `import type { RefusalPart } from "../refusal/part.ts";

export const PLAN_REFUSALS = { seat_taken: ${spec} } as const satisfies RefusalPart;
`,
  };
}
