import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { blockProblem } from "@scrip/docs/blocks";
import { expect, it } from "vitest";
import { root } from "../root.ts";
import { AROUND } from "./around.ts";
import { allBlocks } from "./pages.ts";

const FOLLOWED = ["tooling/e2e/src/reader/reader.browser.test.ts", "tooling/e2e/src/reader/scale-out.int.test.ts"];
const blocks = allBlocks();

it("every block of the documents says what it is, and commands that no test runs say why", () => {
  const problems = blocks.flatMap((block) => {
    const problem = blockProblem(block);
    return problem === null ? [] : `${block.file}:${block.line} ${problem}`;
  });
  expect(problems, "apps/docs/src/markdown/blocks.ts explains the marks").toEqual([]);
});

it("a part of TypeScript names code around it that is known", () => {
  const places = blocks.flatMap(({ marks }) => (marks.in === undefined ? [] : [marks.in]));
  expect(places.filter((place) => !(place in AROUND))).toEqual([]);
});

it("a block that another test runs names a test that reads its page", () => {
  const problems = blocks.flatMap(({ file, line, marks: { tested } }) => {
    if (tested === undefined) return [];
    const test = existsSync(join(root, tested)) ? readFileSync(join(root, tested), "utf8") : "";
    return test.includes(basename(file)) ? [] : `${file}:${line}: ${tested} does not read this page`;
  });
  expect(problems).toEqual([]);
});

it("a page with commands to run is followed by a test", () => {
  const tests = FOLLOWED.map((path) => readFileSync(join(root, path), "utf8")).join("\n");
  const withCommands = blocks.filter(({ marks }) => marks.run !== undefined || marks.serve !== undefined);
  const files = [...new Set(withCommands.map(({ file }) => file))];
  expect(
    files.filter((file) => !tests.includes(`"${file}"`)),
    `add them to one of ${FOLLOWED.join(", ")}`,
  ).toEqual([]);
});
