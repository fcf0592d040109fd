import { readText } from "../monitoring/files.ts";

/** A variable of the environment. */
export interface Setting {
  readonly name: string;
  readonly processes: readonly string[];
  /** As it is written in the source; `null` without a default. */
  readonly default: string | null;
  readonly meaning: string;
}

/** The readers of the environment, and the processes whose variables they read. */
const READERS = [
  { path: "packages/process/src/env.ts", processes: ["api", "worker"] },
  { path: "packages/process/src/stripe-env.ts", processes: ["api", "worker"] },
  { path: "apps/api/src/env.ts", processes: ["api"] },
  { path: "apps/worker/src/env.ts", processes: ["worker"] },
] as const;

/** Test hooks, and what only `npm start` and scenarios set. */
const INTERNAL = /^SCRIP_(?:TEST|DEMO|MAILBOX|QUIET)/;

/** Reads the settings of API and worker from the sources of their readers, in which each field has a comment. */
export function settings(): readonly Setting[] {
  const found = new Map<string, Setting>();
  for (const { path, processes } of READERS)
    for (const { name, meaning, source } of fieldsIn(readText(path))) {
      if (INTERNAL.test(name)) continue;
      const known = found.get(name);
      const both = [...new Set([...(known?.processes ?? []), ...processes])];
      // The default of a folder is code, and the comment says what it is.
      const usual = /\.default\(([^()]+)\)[.,]/.exec(source)?.[1] ?? null;
      found.set(name, { name, processes: both, default: known?.default ?? usual, meaning: known?.meaning || meaning });
    }
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The fields of a schema: the comment before each, and its source up to the next. */
function fieldsIn(source: string) {
  const field = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?^ +([A-Z][A-Z0-9_]{3,}): ?(?=z|\w+\()/gm;
  const found = [...source.matchAll(field)];
  return found.map(({ 1: comment = "", 2: name = "", index }, n) => ({
    name,
    meaning: comment
      .replace(/^\s*\* ?/gm, " ")
      .replace(/\s+/g, " ")
      .trim(),
    source: source.slice(index, found[n + 1]?.index ?? source.length),
  }));
}
