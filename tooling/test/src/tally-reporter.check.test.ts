import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { command, root } from "./paths.ts";
import { type RunReport, TALLY_FILE } from "./tally-reporter.ts";

const TEST = 'import { it } from "vitest";\n';

it("counts tests, and a file that breaks before its tests as a failure, and times each file", () => {
  const { tally, files } = report({
    "good.test.ts": `${TEST}it("a", () => {}); it("b", () => {}); it.skip("c", () => {});`,
    "bad.test.ts": `${TEST}it("d", () => { throw new Error("no"); }); it("e", () => {});`,
    "broken.test.ts": `${TEST}throw new Error("not even collected");`,
  });
  expect(tally).toEqual({ passed: 3, failed: 2, skipped: 1 });
  expect(files.map(({ file }) => file).sort()).toEqual(["bad.test.ts", "broken.test.ts", "good.test.ts"]);
  expect(Math.min(...files.map(({ ms }) => ms))).toBeGreaterThan(0);
});

it("counts a rejection that nobody handled, and a hook that fails", () => {
  const { tally } = report({
    "stray.test.ts": `${TEST}it("a", () => { void Promise.reject(new Error("stray")); });`,
    "hook.test.ts": `import { afterAll, it } from "vitest";\nit("b", () => {}); afterAll(() => { throw new Error("no"); });`,
  });
  expect(tally).toEqual({ passed: 2, failed: 2, skipped: 0 });
});

function report(files: Record<string, string>): RunReport {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), "scrip-tally-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, "node_modules"));
  symlinkSync(join(root, "node_modules", "vitest"), join(dir, "node_modules", "vitest"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  const args = ["run", "--root", dir, "--maxWorkers=1", `--reporter=${join(import.meta.dirname, "tally-reporter.ts")}`];
  const file = join(dir, "tally.json");
  spawnSync(command("vitest"), args, { cwd: dir, env: { ...process.env, [TALLY_FILE]: file } });
  return JSON.parse(readFileSync(file, "utf8")) as RunReport;
}
