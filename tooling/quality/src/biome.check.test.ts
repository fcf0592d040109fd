import { describe, expect, it } from "vitest";
import { aProject } from "./fixture-project.ts";
import { runTool } from "./run-tool.ts";

const DOMAIN = "packages/domain/src/ledger/state";
const CLEAN = `import type { Micros } from "../money/index.ts";

/** Whether credit has lapsed. */
export const isLapsed = (expiresAt: string, now: Date, _left: Micros): boolean => new Date(expiresAt) <= now;
`;
const POSTGRES = 'import { startPostgres } from "@scrip/postgres";\n\nexport const value = startPostgres;\n';

/** A source that Biome refuses, by which rule, and where it lies. */
interface Refused {
  readonly path: string;
  readonly source: string;
  readonly rule: string;
}

const inDomain = (source: string, rule: string, n: string): Refused => ({ path: `${DOMAIN}/${n}.ts`, source, rule });

const EXPRESSIONS = (
  [
    ["Date.now()", "no-clock"],
    ["new Date()", "no-clock"],
    ["new Date", "no-clock"],
    ["Date()", "no-clock"],
    ["Math.random()", "no-randomness"],
    ["performance.now()", "noRestrictedGlobals"],
    ["crypto.randomUUID()", "noRestrictedGlobals"],
    ["process.hrtime()", "noRestrictedGlobals"],
  ] as const
).map(([expression, rule], n) => inDomain(`export const value = ${expression};\n`, rule, `expression-${n}`));

const SOURCES = (
  [
    ['import { z } from "zod";\n\nexport const value = z;\n', "noRestrictedImports"],
    ['import { refusal } from "@scrip/contract";\n\nexport const value = refusal;\n', "noRestrictedImports"],
    ['import { hash } from "node:crypto";\n\nexport const value = hash;\n', "noNodejsModules"],
    ["export const value = 'single quotes';\n", "format"],
    ['import { b } from "./b.ts";\nimport { a } from "./a.ts";\n\nexport const value = [a, b];\n', "organizeImports"],
    ["const unused = 1;\n\nexport const value = 2;\n", "noUnusedVariables"],
    ['import { a } from "./a.ts";\n\nexport const value = 2;\n', "noUnusedImports"],
    ["export default 1;\n", "noDefaultExport"],
    ["export const value = (text: string | null): string => text!;\n", "noNonNullAssertion"],
    ["const [a, b] = [1, 2];\n\nexport const value = a + b;\n", "no-tuple-lines"],
  ] as const
).map(([source, rule], n) => inDomain(source, rule, `source-${n}`));

const SKIPPING = (
  [
    ["it.only", "noFocusedTests"],
    ["it.skip", "noSkippedTests"],
  ] as const
).map(([call, rule]) => ({
  path: `${DOMAIN}/${rule}.test.ts`,
  source: `import { expect, it } from "vitest";\n\n${call}("adds", () => expect(1 + 1).toBe(2));\n`,
  rule,
}));

const ELSEWHERE: readonly Refused[] = [
  {
    path: "packages/contract/src/value.ts",
    source: 'import { hash } from "node:crypto";\n\nexport const value = hash;\n',
    rule: "noNodejsModules",
  },
  {
    path: "packages/client/src/value.ts",
    source: 'import { prepareDatabase } from "@scrip/db";\n\nexport const value = prepareDatabase;\n',
    rule: "noRestrictedImports",
  },
  { path: "packages/db/src/value.ts", source: POSTGRES, rule: "noRestrictedImports" },
];

const REFUSED = [...EXPRESSIONS, ...SOURCES, ...SKIPPING, ...ELSEWHERE];
const ACCEPTED = {
  [`${DOMAIN}/rule.ts`]: CLEAN,
  [`${DOMAIN}/rule.test.ts`]:
    'import fc from "fast-check";\n\nexport const seen = [fc, Date.now(), new Date(), Math.random()];\n',
  "packages/db/src/testing/value.ts": POSTGRES,
};

const ARGS = ["check", "--error-on-warnings", "--max-diagnostics=none", "--reporter=github", "packages", "apps"];

/** One run over all sources: Biome looks at each file by itself. */
const { code, output } = await runTool(
  aProject({ ...ACCEPTED, ...Object.fromEntries(REFUSED.map(({ path, source }) => [path, source])) }),
  "biome",
  ARGS,
);
/** What Biome reported about a file. */
const reportOf = (path: string): string =>
  output
    .split("\n")
    .filter((line) => line.includes(`/${path},`))
    .join("\n");

describe("Biome", () => {
  it("fails", () => expect(code).toBe(1));

  it.each(Object.keys(ACCEPTED))(
    "accepts a pure rule, clocks and packages in its test, a server in testing: %s",
    (path) => {
      expect(reportOf(path)).toBe("");
    },
  );

  it.each(REFUSED)("refuses $source in $path", ({ path, rule }) => {
    expect(reportOf(path)).toContain(rule);
  });

  it("succeeds where all is well", async () => {
    const answer = await runTool(aProject(ACCEPTED), "biome", ["check", "--error-on-warnings", "packages", "apps"]);
    expect(answer.output).toContain("No fixes applied");
    expect(answer.code).toBe(0);
  });
});
