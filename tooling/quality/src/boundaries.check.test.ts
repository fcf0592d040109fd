import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aProject } from "./fixture-project.ts";
import { root } from "./root.ts";
import { runTool } from "./run-tool.ts";

describe("turbo boundaries", { concurrent: true }, () => {
  it("accepts the project's workspaces", async () => {
    const { code, output } = await runTool(aProject({}), "turbo", ["boundaries"]);
    expect(output).toContain("no issues found");
    expect(code).toBe(0);
  });

  it.each([
    ["packages/domain", "@scrip/contract"],
    ["packages/contract", "@scrip/db"],
    ["packages/db", "@scrip/usecases"],
    ["packages/process", "@scrip/db"],
    ["packages/usecases", "@scrip/api"],
    ["apps/worker", "@scrip/startup"],
  ])("refuses that %s depends on %s", async (workspace, dependency) => {
    const dir = aProject({ [`${workspace}/package.json`]: withDependency(workspace, dependency) });
    const { code, output } = await runTool(dir, "turbo", ["boundaries"]);
    expect(output).toContain(`\`${dependency}\``);
    expect(output).toMatch(/allowlist|denylist|denied/);
    expect(code).toBe(1);
  });

  it("refuses an imported package that is not declared", async () => {
    const source = 'import { z } from "zod";\n\nexport const value = z;\n';
    const { code, output } = await runTool(aProject({ "packages/usecases/src/a.ts": source }), "turbo", ["boundaries"]);
    expect(output).toContain("zod");
    expect(code).toBe(1);
  });

  it("refuses a path into another package", async () => {
    const source = 'export { prepareDatabase } from "../../db/src/index.ts";\n';
    const sources = { "packages/usecases/src/a.ts": source, "packages/db/src/index.ts": "export const a = 1;\n" };
    const { code, output } = await runTool(aProject(sources), "turbo", ["boundaries"]);
    expect(output).toContain("../../db/src/index.ts");
    expect(code).toBe(1);
  });
});

function withDependency(workspace: string, dependency: string): string {
  const manifest = JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  return JSON.stringify({ ...manifest, dependencies: { ...manifest.dependencies, [dependency]: "workspace:*" } });
}
