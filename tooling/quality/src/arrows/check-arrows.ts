import { execFileSync } from "node:child_process";
import { folderCircles } from "./circles.ts";
import { readImports } from "./imports.ts";
import { forbiddenImports } from "./rooms.ts";

/** Tests and their support files may import anything. Their names and folders mark them. */
const IS_TEST = /\.(test|test-support|fixture)\.tsx?$|\/testing\/|\/fixtures\/|\/model\/|\/verified\//;

/** Finds every import that the arrows between rooms and features forbid, and every circle of folders. @returns a text for each */
export function arrowProblems(root: string, files: readonly string[]): string[] {
  const sources = files.filter((path) => !IS_TEST.test(path)).map((path) => readImports(root, path));
  const circles = folderCircles(sources).map(
    ({ folders, ties }) => `These folders import each other in a circle: ${folders.join(", ")}\n  ${ties.join("\n  ")}`,
  );
  return [...forbiddenImports(sources), ...circles];
}

/** The TypeScript sources that git tracks, or would add. */
export function sourceFiles(root: string): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"];
  const output = execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  return output.split("\n").filter((path) => path.includes("/src/") && !path.includes(".gen."));
}
