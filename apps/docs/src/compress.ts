import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Writes a `.br` and a `.gz` next to every text file, so that the server need not compress it. */
export function compress(dir: string): void {
  for (const name of globSync("**/*.{html,css,js}", { cwd: dir })) {
    const content = readFileSync(join(dir, name));
    writeFileSync(join(dir, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(dir, `${name}.gz`), gzipSync(content));
  }
}
