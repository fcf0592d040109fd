import { describe, expect, it } from "vitest";
import { aProject } from "./fixture-project.ts";
import { runTool, type ToolAnswer } from "./run-tool.ts";

const INDEX = "packages/domain/src/money/index.ts";
const MICROS = "packages/domain/src/money/micros.ts";
const MANIFEST = { name: "@scrip/domain", type: "module", exports: { "./money": "./src/money/index.ts" } };

/** Checks the domain only. The other workspaces have no sources in this project. */
const check = (manifest: object, sources: Record<string, string>): Promise<ToolAnswer> => {
  const dir = aProject({ "packages/domain/package.json": JSON.stringify(manifest), ...sources });
  return runTool(dir, "knip", ["--no-progress", "--no-config-hints", "--workspace", "packages/domain"]);
};

describe("knip", () => {
  it("accepts a package in which everything is used", async () => {
    const { code, output } = await check(MANIFEST, {
      [INDEX]: 'export { least } from "./micros.ts";\n',
      [MICROS]: "export const least = 1n;\n",
    });
    expect(output).toBe("");
    expect(code).toBe(0);
  });

  it("refuses what no file uses, and what is used without being declared", async () => {
    const { code, output } = await check(
      { ...MANIFEST, dependencies: { zod: "catalog:" } },
      {
        [INDEX]: 'export { Client } from "pg";\nexport { least } from "./micros.ts";\n',
        [MICROS]: "export const least = 1n;\nexport const lost = 2n;\n",
        "packages/domain/src/lost.ts": "export {};\n",
      },
    );
    expect(output).toMatch(/Unused files \(1\)\s+packages\/domain\/src\/lost\.ts/);
    expect(output).toMatch(/Unused exports \(1\)\s+lost /);
    expect(output).toMatch(/Unused dependencies \(1\)\s+zod /);
    expect(output).toMatch(/Unlisted dependencies \(1\)\s+pg /);
    expect(code).toBe(1);
  });
});
