import { describe, expect, it } from "vitest";
import { aProject } from "./fixture-project.ts";
import { runTool, type ToolAnswer } from "./run-tool.ts";

const check = (path: string, source: string): Promise<ToolAnswer> => runTool(aProject({ [path]: source }), "oxlint");

describe("oxlint with types", { concurrent: true }, () => {
  it("accepts promises that are awaited", async () => {
    const source = "export async function save(write: () => Promise<void>): Promise<void> {\n  await write();\n}\n";
    const { code, output } = await check("packages/usecases/src/save.ts", source);
    expect(output).toContain("0 errors");
    expect(code).toBe(0);
  });

  it.each([
    ["no-floating-promises", "export function save(write: () => Promise<void>): void {\n  write();\n}\n"],
    [
      "no-misused-promises",
      "export const isSaved = (read: () => Promise<boolean>): string => (read() ? 'yes' : 'no');\n",
    ],
    ["await-thenable", "export const save = async (rows: number): Promise<number> => await rows;\n"],
    ["no-useless-spread", "export const value = (a: number, b: number): object => ({ ...{ a, b } });\n"],
    ["switch-exhaustiveness-check", EXHAUSTIVE()],
  ])("refuses a violation of %s", async (rule, source) => {
    const { code, output } = await check("packages/usecases/src/save.ts", source);
    expect(output).toContain(rule);
    expect(code).toBe(1);
  });

  it.each(["const { now } = Date;\nexport const value = now();\n", "export const value = Math['random']();\n"])(
    "refuses a destructured clock or random source in the domain: %j",
    async (source) => {
      const { code, output } = await check("packages/domain/src/ledger/state/rule.ts", source);
      expect(output).toContain("no-restricted-properties");
      expect(code).toBe(1);
    },
  );
});

function EXHAUSTIVE(): string {
  return `export function sign(kind: "credit" | "debit"): number | undefined {
  switch (kind) {
    case "credit":
      return 1;
  }
  return undefined;
}
`;
}
