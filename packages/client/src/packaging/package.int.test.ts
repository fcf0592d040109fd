import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VERSION } from "../version.ts";
import { withTemporaryServer } from "./temporary-server.ts";

const PACKAGE = resolve(import.meta.dirname, "../..");
const ROOT = resolve(PACKAGE, "../..");
const UNDICI = realpathSync(join(PACKAGE, "node_modules/undici"));
const run = promisify(execFile);

/** A Node other than the pinned one: on most machines the one that started `npm test`, which may be Node 20. */
const node = await olderNode();
const npm = join(dirname(node), "npm");
const dir = mkdtempSync(join(realpathSync(tmpdir()), "scrip-outside-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What a project knows of Node by `@types/node`, as far as the README's lines need it. */
const NODE = "declare const process: { env: Record<string, string | undefined> };\n";

/** The most bytes of each published file. */
const MOST_BYTES: Readonly<Record<string, number>> = {
  "CHANGELOG.md": 20_000,
  LICENSE: 15_000,
  "README.md": 20_000,
  "catalog.d.ts": 10_000,
  "catalog.js": 40_000,
  "index.d.ts": 160_000,
  "index.js": 80_000,
  "package.json": 1_000,
  "shared.d.ts": 40_000,
};

/** The first block of code in the README. */
const example = (): string => /^```ts\n(.*?)^```$/ms.exec(readFileSync(join(PACKAGE, "README.md"), "utf8"))?.[1] ?? "";

/** The first Node in the PATH that is not the pinned one; the pinned one, if there is no other. */
async function olderNode(): Promise<string> {
  const { stdout } = await run("which", ["-a", "node"]);
  const found = stdout
    .trim()
    .split("\n")
    .filter((path) => !realpathSync(path).startsWith(ROOT));
  return found[0] ?? process.execPath;
}

describe("the packed client in a project of its own", { timeout: 180_000 }, () => {
  beforeAll(async () => {
    const { stdout } = await run(process.execPath, [join(import.meta.dirname, "main.ts"), dir]);
    writeFileSync(join(dir, "package.json"), JSON.stringify({ type: "module", private: true }));
    const undici = await run(npm, ["pack", "--silent", "--ignore-scripts", "--pack-destination", dir], { cwd: UNDICI });
    const packed = [stdout.trim(), undici.stdout.trim()];
    await run(npm, ["install", "--offline", "--no-audit", "--no-fund", ...packed], { cwd: dir });
  }, 180_000);

  it("has a README whose first example is at most ten lines", () => {
    expect(example().split("\n").filter(Boolean).length).toBeLessThanOrEqual(10);
    expect(example()).toContain('from "@scrip/client"');
  });

  it("installs with one dependency, and imports no other package", () => {
    const installed = join(dir, "node_modules/@scrip/client");
    expect(
      readdirSync(join(dir, "node_modules"))
        .filter((name) => !name.startsWith("."))
        .sort(),
    ).toEqual(["@scrip", "undici"]);
    expect(readdirSync(installed).sort()).toEqual(
      ["CHANGELOG.md", "LICENSE", "README.md", "catalog.d.ts", "catalog.js", "index.d.ts", "index.js"].concat([
        "package.json",
        "shared.d.ts",
      ]),
    );
    for (const file of readdirSync(installed).filter((name) => /\.(js|d\.ts)$/.test(name))) {
      const imported = readFileSync(join(installed, file), "utf8").matchAll(/^(?:im|ex)port .*? from "(.*?)";$/gm);
      for (const [, name] of imported) expect(name).toMatch(/^\.\//);
    }
  });

  it("is small: each published file has a limit in bytes", () => {
    const installed = join(dir, "node_modules/@scrip/client");
    const sizes = readdirSync(installed).map((name): [string, number] => [name, statSync(join(installed, name)).size]);
    expect(sizes.filter(([name, size]) => size > (MOST_BYTES[name] ?? 0))).toEqual([]);
  });

  it("has a changelog whose newest version is its own", () => {
    const [newest] = /^## .*$/m.exec(readFileSync(join(PACKAGE, "CHANGELOG.md"), "utf8")) ?? [];
    expect(newest).toBe(`## ${VERSION}`);
  });

  it.each([
    ["6", "typescript6"],
    ["7", "typescript"],
  ])("type-checks the README's lines, and refuses an unknown resource, with TypeScript %s", async (_, compiler) => {
    const files = {
      "good.ts": example(),
      "bad.ts": example().replace('"gpu.h100-80gb"', '"gpu.h200"'),
      "node.d.ts": NODE,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
    const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true };
    const compilerOptions = { ...strict, module: "nodenext", target: "es2022", lib: ["es2022", "dom"], types: [] };
    writeFileSync(join(dir, "tsconfig.json"), JSON.stringify({ compilerOptions, files: Object.keys(files) }));
    const tsc = join(PACKAGE, "node_modules", compiler, "bin/tsc");
    const problems = await run(process.execPath, [tsc], { cwd: dir }).catch((error: { stdout: string }) => error);
    const line =
      example()
        .split("\n")
        .findIndex((text) => text.includes("gpu.h100-80gb")) + 1;
    expect(problems.stdout.match(/^.*error TS\d+/gm)).toEqual([
      expect.stringMatching(new RegExp(`^bad\\.ts\\(${line},\\d+\\): error TS2322`)),
    ]);
  });

  it("runs the README's lines on an older Node", async () => {
    writeFileSync(join(dir, "example.mjs"), example());
    const printed = await withTemporaryServer(async ({ url, key }) => {
      const env = { ...process.env, SCRIP_URL: url, SCRIP_KEY: key, NO_COLOR: "1" };
      return (await run(node, ["example.mjs"], { cwd: dir, env })).stdout;
    });
    const [, promised] = /console\.log\(.*\/\/ (.*)\n$/.exec(example()) ?? [];
    expect(printed.trim()).toBe(promised);
  });
});
