import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Block, blocksOf } from "@scrip/docs/blocks";
import { root } from "../root.ts";

/** A block with the file that it is in, from the project's root. */
export interface PlacedBlock extends Block {
  readonly file: string;
}

/** The Markdown files that readers of the product follow. */
function pages(): string[] {
  const patterns = ["README.md", "docs/*.md", "docs/**/*.md", "packages/client/*.md"];
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", ...patterns];
  const paths = execFileSync("git", args, { cwd: root }).toString().split("\n");
  return [...new Set(paths.filter((path) => path !== ""))];
}

/** All blocks of these files. */
export function allBlocks(): PlacedBlock[] {
  return pages().flatMap((file) =>
    blocksOf(readFileSync(join(root, file), "utf8")).map((block) => ({ ...block, file })),
  );
}
