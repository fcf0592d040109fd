import { describe, expect, it } from "vitest";
import { aProject } from "./fixture-project.ts";
import { runTool } from "./run-tool.ts";

const EXHAUSTIVE = `export function sign(kind: "credit" | "debit"): number | undefined {
  switch (kind) {
    case "credit":
      return 1;
  }
  return undefined;
}
`;

/** A source that oxlint refuses, and by which rule. */
const OF_USE_CASES = [
  ["no-floating-promises", "export function save(write: () => Promise<void>): void {\n  write();\n}\n"],
  [
    "no-misused-promises",
    "export const isSaved = (read: () => Promise<boolean>): string => (read() ? 'yes' : 'no');\n",
  ],
  ["await-thenable", "export const save = async (rows: number): Promise<number> => await rows;\n"],
  ["no-useless-spread", "export const value = (a: number, b: number): object => ({ ...{ a, b } });\n"],
  ["switch-exhaustiveness-check", EXHAUSTIVE],
] as const;

const OF_DOMAIN = [
  ["no-restricted-properties", "const { now } = Date;\nexport const value = now();\n"],
  ["no-restricted-properties", "export const value = Math['random']();\n"],
] as const;

const REFUSED = [
  ...OF_USE_CASES.map(([rule, source]) => ({ path: `packages/usecases/src/${rule}.ts`, source, rule })),
  ...OF_DOMAIN.map(([rule, source], n) => ({ path: `packages/domain/src/ledger/state/rule-${n}.ts`, source, rule })),
];
const AWAITED = {
  "packages/usecases/src/save.ts":
    "export async function save(write: () => Promise<void>): Promise<void> {\n  await write();\n}\n",
};

/** One run over all sources: oxlint looks at each file by itself. */
const { code, output } = await runTool(
  aProject({ ...AWAITED, ...Object.fromEntries(REFUSED.map(({ path, source }) => [path, source])) }),
  "oxlint",
  ["--format=unix"],
);
/** What oxlint reported about a file. */
const reportOf = (path: string): string =>
  output
    .split("\n")
    .filter((line) => line.includes(`${path}:`))
    .join("\n");

describe("oxlint with types", () => {
  it.each(REFUSED)("refuses a violation of $rule: $source", ({ path, rule }) => {
    expect(reportOf(path)).toContain(rule);
    expect(code).toBe(1);
  });

  it("accepts promises that are awaited", async () => {
    const answer = await runTool(aProject(AWAITED), "oxlint");
    expect(answer.output).toContain("0 errors");
    expect(answer.code).toBe(0);
  });
});
