/**
 * A fenced block of a Markdown file. The words after its language say what tests do with it, and no reader sees them:
 *
 * - `sh run`: commands, run in the order of the page, in one shell
 * - `sh serve="words"`: a command that goes on running; the next block follows once it has printed the words
 * - `sh no-run="reason"`: commands that a test cannot run, and why
 * - `tested=PATH`: the test of this path runs the block; the test names the page
 * - `ts`: TypeScript, type-checked against the typed client; `file=NAME` also writes it as a file for the commands after it,
 *   and `in=PLACE` names the code around a part (`tooling/quality/src/docs/around.ts`)
 * - `text output`: what the block before it prints, where `…` is any text
 * - `text`, `json`, `yaml`, `csv`, `conf`, `sql`, `http`, `mermaid`: no commands
 */
export interface Block {
  readonly language: string;
  /** The words after the language: `run` is `run: ""`, and `file=a.mjs` is `file: "a.mjs"`. */
  readonly marks: Readonly<Record<string, string>>;
  readonly text: string;
  /** The line of its fence, from 1. */
  readonly line: number;
}

const FENCE = /^( *)(`{3,}|~{3,})(.*)$/;

/** The fenced blocks of a Markdown text, in their order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; indent: number; info: string; line: number; lines: string[] } | null = null;
  for (const [index, line] of markdown.split("\n").entries()) {
    const [, indent = "", fence = "", info = ""] = FENCE.exec(line) ?? [];
    if (open === null) {
      if (fence !== "") open = { fence, indent: indent.length, info: info.trim(), line: index + 1, lines: [] };
    } else if (fence.startsWith(open.fence) && info === "") {
      blocks.push({ ...infoOf(open.info), text: open.lines.map((each) => `${each}\n`).join(""), line: open.line });
      open = null;
    } else {
      open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
    }
  }
  return blocks;
}

function infoOf(info: string): Pick<Block, "language" | "marks"> {
  const [language = "", ...rest] = info.split(" ");
  const marks = [...rest.join(" ").matchAll(/([\w-]+)(?:="([^"]*)"|=(\S+))?/g)];
  return {
    language,
    marks: Object.fromEntries(marks.map(([, name = "", quoted, plain]) => [name, quoted ?? plain ?? ""])),
  };
}

/** Each language with the marks that it may have. A block of `sh` needs one of its marks. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  sh: ["run", "serve", "no-run", "tested"],
  ts: ["file", "in", "tested"],
  js: ["tested"],
  python: ["tested"],
  text: ["output"],
  ...Object.fromEntries(["json", "yaml", "csv", "conf", "sql", "http", "mermaid"].map((name) => [name, ["tested"]])),
};

/** Languages of programs: a block of them says by which test it is run. `ts` is compiled if it says nothing. */
const PROGRAMS = new Set(["sh", "js", "python"]);

/** What is wrong with the first line of a block; `null` if nothing is. */
export function blockProblem({ language, marks }: Block): string | null {
  const allowed = MARKS[language];
  if (allowed === undefined) return `has the language "${language}"; use one of ${Object.keys(MARKS).join(", ")}`;
  const names = Object.keys(marks);
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown !== undefined) return `has the mark "${unknown}", which ${language} does not have`;
  if (PROGRAMS.has(language) && names.length !== 1) return `needs one of the marks ${allowed.join(", ")}`;
  if (marks.tested === "") return "needs the path of the test: tested=PATH";
  if (marks["no-run"] === "") return `needs a reason: no-run="reason"`;
  if (marks.serve === "") return `needs the words that it prints when it is ready: serve="words"`;
  return null;
}
