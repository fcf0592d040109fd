import { execFileSync } from "node:child_process";
import { folderCircles } from "./circles.ts";
import { readImports } from "./imports.ts";
import { forbiddenImports } from "./rooms.ts";

/** Tests may import what they need; what they build on is named so. */
const IS_TEST = /\.(test|test-support|fixture)\.tsx?$|\/testing\/|\/fixtures\/|\/model\/|\/verified\//;

/** Every import that breaks the arrows between rooms and features, and every circle of folders, a line each. */
export function arrowProblems(root: string, files: readonly string[]): string[] {
  const sources = files.filter((path) => !IS_TEST.test(path)).map((path) => readImports(root, path));
  const circles = folderCircles(sources).map(
    ({ folders, ties }) => `These folders import each other in a circle: ${folders.join(", ")}\n  ${ties.join("\n  ")}`,
  );
  return [...forbiddenImports(sources), ...circles];
}

/** The TypeScript sources that git knows, or would add. */
export function sourceFiles(root: string): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"];
  const output = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  return output.split("\n").filter((path) => path.includes("/src/") && !path.includes(".gen."));
}
