import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode, root, stateDir } from "./paths.mjs";

const stampFile = join(stateDir, "installed");

/** Hashes all files that `pnpm install` reads, and the platform of the machine. */
export function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of inputs()) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function inputs() {
  const workspaces = ["apps", "packages", "tooling"].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder)).map((name) => join(folder, name, "package.json"))
      : [],
  );
  const all = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ".npmrc", ...workspaces];
  return all.filter((file) => existsSync(join(root, file))).sort((a, b) => a.localeCompare(b));
}

export function isInstalled(print) {
  return existsSync(pinnedNode) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === print;
}

export function markInstalled(print) {
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(stampFile, print);
}
