import { dirname } from "node:path/posix";
import type { SourceFile } from "./imports.ts";

/** Two or more folders that import each other in a circle, and the imports between them. */
export interface Circle {
  readonly folders: readonly string[];
  readonly ties: readonly string[];
}

/**
 * The folder of a file. A file at the top of a workspace's sources counts as a folder of its own: `main.ts`
 * imports every folder, and must not connect them into a circle.
 */
function folderOf(path: string): string {
  const folder = dirname(path);
  return folder.endsWith("/src") ? path : folder;
}

/**
 * Finds folders that import each other in a circle. An `index.ts` re-exports the files of its folder and of the
 * folders inside, so its own imports do not count.
 */
export function folderCircles(files: readonly SourceFile[]): Circle[] {
  const arrows = new Map<string, Set<string>>();
  const ties: { from: string; to: string; text: string }[] = [];
  for (const { path, imports } of files) {
    if (path.endsWith("/index.ts")) continue;
    const from = folderOf(path);
    for (const target of imports) {
      const to = folderOf(target);
      if (to === from) continue;
      arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
      ties.push({ from, to, text: `${path} imports ${target}` });
    }
  }
  return components(arrows).map((folders) => ({
    folders,
    ties: ties.filter(({ from, to }) => folders.includes(from) && folders.includes(to)).map(({ text }) => text),
  }));
}

/** The strongly connected components of more than one folder, by Tarjan's algorithm. */
function components(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (folder: string): number => {
    const number = order.size;
    order.set(folder, number);
    stack.push(folder);
    let low = number;
    for (const next of arrows.get(folder) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (stack.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    lowest.set(folder, low);
    if (low === number) {
      const component = stack.splice(stack.indexOf(folder));
      if (component.length > 1) found.push(component.sort());
    }
    return low;
  };
  for (const folder of arrows.keys()) if (!order.has(folder)) visit(folder);
  return found;
}
