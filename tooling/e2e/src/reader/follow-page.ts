import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Block, blocksOf } from "@scrip/docs/blocks";
import { expect } from "vitest";
import { root } from "../testing/paths.ts";
import type { Shell } from "./shell.ts";

/** How a test follows a page. */
export interface Reader {
  readonly shell: Shell;
  /** Each text of the page that is another one here, such as a port. */
  readonly instead: readonly (readonly [string, string])[];
  /** Starts a command that goes on running, and waits for the words that it prints when it is ready. */
  readonly serve?: (command: string, words: string) => Promise<void>;
  /** The folder of the files that a page asks to save, from the home folder. */
  readonly folder: string;
}

/**
 * Does what a page says, block by block: saves files, runs commands, and compares what they print.
 * @param path the page, from the project's root
 * @param headings the headings of the sections to follow; all, if not given
 * @returns the number of blocks
 */
export async function followPage(path: string, reader: Reader, headings?: readonly string[]): Promise<number> {
  const markdown = readFileSync(join(root, path), "utf8");
  const parts = headings === undefined ? [markdown] : headings.map((heading) => sectionOf(markdown, heading));
  let printed = "";
  const blocks = parts.flatMap(blocksOf);
  for (const block of blocks) printed = await followBlock(block, reader, printed);
  return blocks.length;
}

/** The text below a heading of the second level, up to the next one. */
export function sectionOf(markdown: string, heading: string): string {
  const section = markdown.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`There is no section "${heading}".`);
  return section;
}

async function followBlock({ language, marks, text }: Block, reader: Reader, printed: string): Promise<string> {
  const here = reader.instead.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
  if (marks.file !== undefined) reader.shell.save(join(reader.folder, marks.file), here);
  if (marks.serve !== undefined) await reader.serve?.(here, marks.serve);
  if (language === "sh" && marks.run !== undefined) return reader.shell.run(here);
  if (marks.output !== undefined) expect(printed.trimEnd()).toMatch(printedAs(here));
  return printed;
}

/** What matches the output of a page, where `…` is any text. */
function printedAs(output: string): RegExp {
  const parts = output
    .trimEnd()
    .split("…")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[\\s\\S]*?")}$`);
}
