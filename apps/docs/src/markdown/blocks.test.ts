import { expect, it } from "vitest";
import { blockProblem, blocksOf } from "./blocks.ts";

const fenced = (info: string, text = "x\n"): string => `\`\`\`${info}\n${text}\`\`\`\n`;
const problem = (info: string): string | null => blocksOf(fenced(info)).map(blockProblem)[0] ?? null;

it("finds blocks with their marks, also in lists, and no block inside a block", () => {
  const text = `# A\n\n${fenced("sh run", "npm start\n")}\n1. B\n\n   ${fenced('ts file=a.mjs in="the client"', "   f();\n").replace(/```\n$/, "   ```\n")}\n~~~text\n${fenced("sh")}~~~\n`;
  expect(blocksOf(text)).toEqual([
    { language: "sh", marks: { run: "" }, text: "npm start\n", line: 3 },
    { language: "ts", marks: { file: "a.mjs", in: "the client" }, text: "f();\n", line: 9 },
    { language: "text", marks: {}, text: "```sh\nx\n```\n", line: 13 },
  ]);
});

it.each([
  ["", 'has the language ""'],
  ["bash run", 'has the language "bash"'],
  ["sh", "needs one of the marks run"],
  ["js", "needs one of the marks tested"],
  ["sh tested", "needs the path of the test"],
  ["sh no-run", "needs a reason"],
  ["sh serve", "needs the words"],
  ["ts run", 'has the mark "run"'],
])("asks what a block is for: %s", (info, words) => {
  expect(problem(info)).toContain(words);
});

it.each(["sh run", 'sh serve="ready"', 'sh no-run="needs a domain"', "ts", "ts file=a.mjs", "text output", "json"])(
  "accepts %s",
  (info) => {
    expect(problem(info)).toBeNull();
  },
);
