import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

const CLIENT = resolve(import.meta.dirname, "../..");
const PACKAGES: Record<string, string> = { "@scrip/client": CLIENT, "@scrip/domain": resolve(CLIENT, "../domain") };

/** An error of the compiler. */
interface CompilerError {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

/** Type-checks the sources of a platform that uses this client as a package, as its own build would. */
export async function checkPlatform(sources: Readonly<Record<string, string>>): Promise<CompilerError[]> {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), "scrip-platform-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, "node_modules/@scrip"), { recursive: true });
  for (const [name, path] of Object.entries(PACKAGES)) symlinkSync(path, join(dir, "node_modules", name));
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(dir, name), text);
  writeFileSync(join(dir, "package.json"), '{ "type": "module" }');
  const preset = resolve(CLIENT, "../../tooling/typescript/pure.json");
  const files = Object.keys(sources);
  const compilerOptions = {
    typeRoots: [join(CLIENT, "node_modules/@types")],
    types: ["node"],
    // These types equal the API's, and need no build of the API.
    paths: { "@scrip/api/router": [join(import.meta.dirname, "test-router.ts")] },
  };
  writeFileSync(join(dir, "tsconfig.json"), JSON.stringify({ extends: preset, compilerOptions, files }));
  const output = await runTsc(dir);
  return [...output.matchAll(/^(\S+\.ts)\((\d+),\d+\): error (TS\d+)/gm)]
    .map(([, file = "", line, code = ""]) => ({ file, line: Number(line), code }))
    .filter(({ file }) => files.includes(file));
}

function runTsc(dir: string): Promise<string> {
  const tsc = join(CLIENT, "node_modules/.bin/tsc");
  return new Promise((done) => execFile(tsc, ["--noEmit"], { cwd: dir }, (_error, stdout) => done(stdout)));
}
