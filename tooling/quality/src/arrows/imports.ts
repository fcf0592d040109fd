import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";

/** A file and the files of its workspace that it imports. Paths are relative to the project's root. */
export interface SourceFile {
  readonly path: string;
  readonly imports: readonly string[];
}

const RELATIVE_IMPORT = /(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+\.tsx?)"/g;

/** Reads the relative imports of a file, including dynamic imports and imports of types. */
export function readImports(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const imports = [...text.matchAll(RELATIVE_IMPORT)].map(([, specifier = ""]) =>
    normalize(join(dirname(path), specifier)),
  );
  return { path, imports };
}
