import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** A private copy of the built pages. */
export interface Pages {
  readonly dir: string;
  readonly remove: () => void;
}

/** Builds the pages from these sources and copies them, so that a later build does not change the figures. */
export async function buildPages(): Promise<Pages> {
  const args = ["run", "build", "--filter", "@scrip/web", "--output-logs=errors-only", "--log-order=grouped"];
  // Send its output to standard error, because standard output has only results.
  const child = spawn(join(ROOT, "node_modules/.bin/turbo"), args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("The pages could not be built.");
  const dir = mkdtempSync(join(tmpdir(), "scrip-bench-pages-"));
  const remove = (): void => rmSync(dir, { recursive: true, force: true });
  process.once("exit", remove);
  cpSync(join(ROOT, "apps/web/dist"), dir, { recursive: true });
  return { dir, remove };
}
