import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { forbiddenDependencies, type Manifest } from "./dependency-rule.ts";
import { workspaces } from "./fixture-project.ts";
import { root } from "./root.ts";

describe("the dependency rule", () => {
  it.each(workspaces())("holds for %s", (workspace) => {
    const manifest = JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8")) as Manifest;
    expect(forbiddenDependencies(manifest)).toEqual([]);
  });

  it.each([
    ["@scrip/domain", "zod"],
    ["@scrip/contract", "typeorm"],
    ["@scrip/db", "stripe"],
    ["@scrip/process", "@scrip/db"],
    ["@scrip/process", "fastify"],
    ["@scrip/usecases", "pg"],
    ["@scrip/client", "@scrip/db"],
    ["@scrip/web", "@scrip/usecases"],
  ])("refuses %s depending on %s", (name, dependency) => {
    expect(forbiddenDependencies({ name, dependencies: { [dependency]: "catalog:" } })).toEqual([dependency]);
  });

  it("accepts any npm package in apps and clients", () => {
    expect(forbiddenDependencies({ name: "@scrip/api", dependencies: { fastify: "catalog:" } })).toEqual([]);
    expect(forbiddenDependencies({ name: "@scrip/client", dependencies: { "@trpc/client": "catalog:" } })).toEqual([]);
  });
});
