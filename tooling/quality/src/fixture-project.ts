import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { afterAll } from "vitest";
import { root } from "./root.ts";

const ROOT_FILES = [
  ".gitignore",
  ".oxlintrc.json",
  "biome.json",
  "knip.jsonc",
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "tooling/quality/biome",
  "turbo.json",
];
const WORKSPACE_FILES = ["package.json", "tsconfig.json", "tsconfig.test.json", "turbo.json"];

/** A project has thousands of links, so removing all of them takes more than vitest's 10 s on a busy machine. */
const REMOVAL_TIMEOUT_MS = 60_000;

// Removed after the whole test file, since its tests run concurrently.
const projects: string[] = [];
afterAll(() => {
  for (const dir of projects) rmSync(dir, { recursive: true, force: true });
}, REMOVAL_TIMEOUT_MS);

/** Every workspace of this project, such as `packages/domain`. */
export function workspaces(): string[] {
  return ["apps", "packages", "tooling"]
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
    .filter((workspace) => existsSync(join(root, workspace, "package.json")));
}

/**
 * Makes a project with this one's real configuration, workspaces and packages, but only the given sources.
 * It is in the system's temporary folder: inside this project, git would ignore it and the tools would skip it.
 */
export function aProject(sources: Record<string, string>): string {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), "scrip-quality-"));
  projects.push(dir);
  copy(ROOT_FILES, root, dir);
  linkPackages(root, dir, dir);
  for (const workspace of workspaces()) {
    const from = join(root, workspace);
    const to = join(dir, workspace);
    copy(
      workspace === "tooling/typescript" ? [...WORKSPACE_FILES, "node.json", "pure.json"] : WORKSPACE_FILES,
      from,
      to,
    );
    linkPackages(from, to, dir);
  }
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

function copy(names: readonly string[], from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of names.filter((each) => existsSync(join(from, each)))) {
    cpSync(join(from, name), join(to, name), { recursive: true });
  }
}

/** Links npm packages to the installed ones, and workspaces to those of the new project. */
function linkPackages(from: string, to: string, dir: string): void {
  const installed = join(from, "node_modules");
  if (!existsSync(installed)) return;
  for (const name of packageNames(installed)) {
    const target = realpathSync(join(installed, name));
    const inside = relative(realpathSync(root), target);
    const isWorkspace = !inside.startsWith("..") && !inside.includes("node_modules") && basename(target) !== ".bin";
    const link = join(to, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(isWorkspace ? join(dir, inside) : target, link);
  }
}

function packageNames(nodeModules: string): string[] {
  return readdirSync(nodeModules)
    .filter((name) => name === ".bin" || !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(nodeModules, name)).map((each) => `${name}/${each}`) : [name],
    );
}
