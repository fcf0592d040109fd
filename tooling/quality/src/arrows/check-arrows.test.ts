import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "../root.ts";
import { arrowProblems, sourceFiles } from "./check-arrows.ts";

const dir = mkdtempSync(join(tmpdir(), "scrip-arrows-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Writes files, each with one import, and checks them. */
function problemsOf(imports: Readonly<Record<string, string>>): string[] {
  const paths = Object.entries(imports).map(([path, specifier]) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), `import { value } from "${specifier}";\n\nexport const own = value;\n`);
    return path;
  });
  return arrowProblems(dir, paths);
}

describe("the arrows between folders", () => {
  it("hold in this project", () => {
    expect(arrowProblems(root, sourceFiles(root))).toEqual([]);
  });

  it.each([
    ["packages/db/src/connection/pools.ts", "../ledger/ledger.ts", "connection may import no other room"],
    ["packages/db/src/ledger/write/write.ts", "../../read/jobs/list-jobs.ts", "ledger may import"],
    ["packages/db/src/cellar/wine.ts", "../ledger/ledger.ts", "the room cellar is not in the table of rooms"],
    [
      "apps/web/src/features/jobs/list/page.tsx",
      "../../activity/list/columns.tsx",
      "features do not import each other",
    ],
    ["apps/web/src/shell/rail.tsx", "../features/jobs/list/page.tsx", "only routes import features"],
  ])("refuse that %s imports %s", (path, specifier, reason) => {
    expect(problemsOf({ [path]: specifier })).toEqual([expect.stringContaining(reason)]);
  });

  it("accept an allowed import between rooms, and every import of a test", () => {
    const allowed = { "packages/db/src/ledger/ledger.ts": "../connection/pools.ts" };
    const test = { "packages/db/src/connection/pools.int.test.ts": "../ledger/ledger.ts" };
    expect(problemsOf({ ...allowed, ...test })).toEqual([]);
  });

  it("refuse folders that import each other in a circle, and list the imports between them", () => {
    const [problem = ""] = problemsOf({
      "apps/api/src/jobs/list.ts": "../trpc/procedure.ts",
      "apps/api/src/trpc/procedure.ts": "../live/feed.ts",
      "apps/api/src/live/feed.ts": "../jobs/list.ts",
    });
    expect(problem).toContain("circle: apps/api/src/jobs, apps/api/src/live, apps/api/src/trpc");
    expect(problem).toContain("apps/api/src/live/feed.ts imports apps/api/src/jobs/list.ts");
  });

  it("ignore the imports of an index, which re-exports its folder", () => {
    expect(
      problemsOf({
        "packages/domain/src/ledger/index.ts": "./state/burn.ts",
        "packages/domain/src/ledger/state/burn.ts": "../refusals.ts",
      }),
    ).toEqual([]);
  });
});
