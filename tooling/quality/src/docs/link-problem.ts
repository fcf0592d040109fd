import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { anchorsOf } from "@scrip/docs/anchors";

/**
 * Why a link into the repository leads nowhere, or `null` where it leads to a file and an anchor.
 * @param from the file that has the link, from the project's root; its folder is where the link begins
 */
export function linkProblem(root: string, from: string, link: string): string | null {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? from : join(dirname(from), path);
  if (!existsSync(join(root, file))) return `${from}: ${link} names a file that is not there`;
  if (anchor === undefined || !file.endsWith(".md")) return null;
  const isThere = anchorsOf(readFileSync(join(root, file), "utf8")).has(anchor);
  return isThere ? null : `${from}: ${link} names an anchor that is not there`;
}
