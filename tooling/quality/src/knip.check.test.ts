import { describe, expect, it } from "vitest";
import { aProject } from "./fixture-project.ts";
import { runTool, type ToolAnswer } from "./run-tool.ts";

const INDEX = "packages/domain/src/money/index.ts";
const MANIFEST = JSON.stringify({
  name: "@scrip/domain",
  type: "module",
  exports: { "./money": "./src/money/index.ts" },
});

/** Checks the domain only, with a manifest without dependencies. The other workspaces have no sources in this project. */
const check = (sources: Record<string, string>): Promise<ToolAnswer> => {
  const dir = aProject({ "packages/domain/package.json": MANIFEST, ...sources });
  return runTool(dir, "knip", ["--no-progress", "--no-config-hints", "--workspace", "packages/domain"]);
};

describe("knip", { concurrent: true }, () => {
  it("accepts a package in which everything is used", async () => {
    const { code, output } = await check({
      [INDEX]: 'export { least } from "./micros.ts";\n',
      "packages/domain/src/money/micros.ts": "export const least = 1n;\n",
    });
    expect(output).toBe("");
    expect(code).toBe(0);
  });

  it("refuses a file that no other file imports", async () => {
    const { code, output } = await check({
      [INDEX]: "export const a = 1;\n",
      "packages/domain/src/lost.ts": "export {};\n",
    });
    expect(output).toContain("Unused files");
    expect(output).toContain("packages/domain/src/lost.ts");
    expect(code).toBe(1);
  });

  it("refuses an export that no file imports", async () => {
    const { code, output } = await check({
      [INDEX]: 'export { least } from "./micros.ts";\n',
      "packages/domain/src/money/micros.ts": "export const least = 1n;\nexport const lost = 2n;\n",
    });
    expect(output).toMatch(/Unused exports \(1\)\s+lost /);
    expect(code).toBe(1);
  });

  it("refuses a dependency that is not used", async () => {
    const manifest = JSON.stringify({ ...JSON.parse(MANIFEST), dependencies: { zod: "catalog:" } });
    const { code, output } = await check({
      "packages/domain/package.json": manifest,
      [INDEX]: "export const a = 1;\n",
    });
    expect(output).toMatch(/Unused dependencies \(1\)\s+zod /);
    expect(code).toBe(1);
  });

  it("refuses a used package that is not declared", async () => {
    const { code, output } = await check({ [INDEX]: 'export { Client } from "pg";\n' });
    expect(output).toMatch(/Unlisted dependencies \(1\)\s+pg /);
    expect(code).toBe(1);
  });
});
