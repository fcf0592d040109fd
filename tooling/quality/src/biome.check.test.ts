import { describe, expect, it } from "vitest";
import { aProject } from "./fixture-project.ts";
import { runTool, type ToolAnswer } from "./run-tool.ts";

const RULE = "packages/domain/src/ledger/state/rule.ts";
const CLEAN = `import type { Micros } from "../money/index.ts";

/** Whether credit has lapsed. */
export const isLapsed = (expiresAt: string, now: Date, _left: Micros): boolean => new Date(expiresAt) <= now;
`;

const check = (sources: Record<string, string>): Promise<ToolAnswer> =>
  runTool(aProject(sources), "biome", ["check", "--error-on-warnings", "packages", "apps"]);

describe("Biome", { concurrent: true }, () => {
  it("accepts a pure rule, and clocks, randomness and npm packages in its test", async () => {
    const test = 'import fc from "fast-check";\n\nexport const seen = [fc, Date.now(), new Date(), Math.random()];\n';
    const { code, output } = await check({ [RULE]: CLEAN, "packages/domain/src/ledger/rule.test.ts": test });
    expect(output).toContain("No fixes applied");
    expect(code).toBe(0);
  });

  it.each([
    ["Date.now()", "no-clock"],
    ["new Date()", "no-clock"],
    ["new Date", "no-clock"],
    ["Date()", "no-clock"],
    ["Math.random()", "no-randomness"],
    ["performance.now()", "noRestrictedGlobals"],
    ["crypto.randomUUID()", "noRestrictedGlobals"],
    ["process.hrtime()", "noRestrictedGlobals"],
  ])("refuses %s in the domain", async (expression, rule) => {
    await expectRefused({ [RULE]: `export const value = ${expression};\n` }, rule);
  });

  it.each([
    ['import { z } from "zod";\n\nexport const value = z;\n', "noRestrictedImports"],
    ['import { refusal } from "@scrip/contract";\n\nexport const value = refusal;\n', "noRestrictedImports"],
    ['import { hash } from "node:crypto";\n\nexport const value = hash;\n', "noNodejsModules"],
  ])("refuses an import into the domain: %j", async (source, rule) => {
    await expectRefused({ [RULE]: source }, rule);
  });

  it("refuses a Node module in the contract, since browsers load it", async () => {
    const source = 'import { hash } from "node:crypto";\n\nexport const value = hash;\n';
    await expectRefused({ "packages/contract/src/value.ts": source }, "noNodejsModules");
  });

  it("refuses the database in the client", async () => {
    const source = 'import { prepareDatabase } from "@scrip/db";\n\nexport const value = prepareDatabase;\n';
    await expectRefused({ "packages/client/src/value.ts": source }, "noRestrictedImports");
  });

  it("refuses the embedded PostgreSQL in db outside the folder testing, and accepts it inside", async () => {
    const source = 'import { startPostgres } from "@scrip/postgres";\n\nexport const value = startPostgres;\n';
    await expectRefused({ "packages/db/src/value.ts": source }, "noRestrictedImports");
    const inside = await check({ "packages/db/src/testing/value.ts": source });
    expect(inside.output).not.toContain("noRestrictedImports");
  });

  it.each([
    ["export const value = 'single quotes';\n", "format"],
    ['import { b } from "./b.ts";\nimport { a } from "./a.ts";\n\nexport const value = [a, b];\n', "organizeImports"],
    ["const unused = 1;\n\nexport const value = 2;\n", "noUnusedVariables"],
    ['import { a } from "./a.ts";\n\nexport const value = 2;\n', "noUnusedImports"],
    ["export default 1;\n", "noDefaultExport"],
    ["export const value = (text: string | null): string => text!;\n", "noNonNullAssertion"],
    ["const [a, b] = [1, 2];\n\nexport const value = a + b;\n", "no-tuple-lines"],
  ])("refuses %j", async (source, rule) => {
    await expectRefused({ [RULE]: source }, rule);
  });

  it.each([
    ["it.only", "noFocusedTests"],
    ["it.skip", "noSkippedTests"],
  ])("refuses %s, which would skip tests unnoticed", async (call, rule) => {
    const source = `import { expect, it } from "vitest";\n\n${call}("adds", () => expect(1 + 1).toBe(2));\n`;
    await expectRefused({ "packages/domain/src/ledger/rule.test.ts": source }, rule);
  });
});

async function expectRefused(sources: Record<string, string>, rule: string): Promise<void> {
  const { code, output } = await check(sources);
  expect(output).toContain(rule);
  expect(code).toBe(1);
}
