import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { anchorsOf } from "@scrip/docs/anchors";
import { INVARIANTS } from "@scrip/verify/invariants";
import { describe, expect, it } from "vitest";
import { root } from "../root.ts";
import { linkProblem } from "./link-problem.ts";
import { idsOf, isLink, sourcesOf } from "./sources.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const filesLike = (...patterns: string[]): string[] =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...patterns], { cwd: root })
    .toString()
    .split("\n")
    .filter((path) => path !== "");
const sources = filesLike("*.ts", "*.tsx", "*.sql", "*.mjs").filter((path) => !path.includes("quality/src/docs/"));

describe("the documents", () => {
  it("have the place that each @source names", () => {
    const problems = sources.flatMap((path) =>
      sourcesOf(read(path)).flatMap((source) => {
        if (!isLink(source)) return [`${path}: @source ${source} is no link into the documents`];
        return linkProblem(root, "README.md", source) ?? [];
      }),
    );
    expect(problems).toEqual([]);
  });

  it("explain every id that comments and test names use", () => {
    const known = anchorsOf(read("docs/invariants.md"));
    const unknown = sources.flatMap((path) =>
      idsOf(read(path)).flatMap((id) => (known.has(id.toLowerCase()) ? [] : [`${path}: ${id}`])),
    );
    expect(unknown).toEqual([]);
  });

  it("state each invariant in the words that verify prints", () => {
    const text = read("docs/invariants.md");
    const stated = [...text.matchAll(/^### <a id="l\d+"><\/a>(L\d+)\n\n(.+)$/gm)].map(([, id, words]) => [id, words]);
    expect(Object.fromEntries(stated)).toEqual(INVARIANTS);
  });

  it("link to files and anchors that are there", () => {
    const problems = filesLike("*.md").flatMap((path) =>
      [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) =>
        /^[a-z]+:/.test(link) ? [] : (linkProblem(root, path, link) ?? []),
      ),
    );
    expect(problems).toEqual([]);
  });
});

describe("what is read of sources", () => {
  it("finds each link of an @source line", () => {
    expect(sourcesOf("/** Burns.\n * @source docs/rules.md#holds; docs/invariants.md#l16\n */")).toEqual([
      "docs/rules.md#holds",
      "docs/invariants.md#l16",
    ]);
    expect(sourcesOf("/** Burns. @source docs/rules.md#holds */")).toEqual(["docs/rules.md#holds"]);
    expect(isLink("DESIGN 3")).toBe(false);
  });

  it("finds ids in comments and test names, and none in names of hardware or code", () => {
    const text = [
      "/** L16: as C3 says. */",
      'it("D5 parks", () => {});',
      'const gpu = "L40";',
      'it("bills an A100", () => {});',
    ].join("\n");
    expect(idsOf(text)).toEqual(["L16", "C3", "D5"]);
  });

  it("names anchors as GitHub does", () => {
    expect([...anchorsOf('## Burn order, "old"\n### <a id="l1"></a>L1\n```\n# no heading\n```')]).toEqual([
      "burn-order-old",
      "l1",
    ]);
  });
});
