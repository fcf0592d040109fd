import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { root, stateDir } from "./paths.mjs";
import { checkPnpmIntegrity } from "./pnpm-integrity.mjs";
import { startProgress } from "./progress.mjs";

/** Fetches the pnpm version of package.json from the npm registry into the project; changes nothing global. */
export async function fetchPnpm() {
  const version = pnpmVersion();
  const dir = pnpmDir(version);
  const command = join(dir, "bin", process.platform === "win32" ? "pnpm.exe" : "pnpm");
  if (answers(command, version)) return command;

  const progress = startProgress(`Fetching pnpm ${version}`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, "bin"), { recursive: true });
  try {
    await npmInstall(dir, `pnpm@${version}`);
    checkPnpmIntegrity(dir);
    await linkNativeBinary(dir, command);
    if (!answers(command, version)) throw new Error(`pnpm ${version} was fetched, but does not run on this machine.`);
  } catch (error) {
    progress.failed();
    // Remove it, so that the next run fetches and compares it again.
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  progress.done();
  return command;
}

/** The folder of the pnpm command. Later programs need it in their PATH, because turbo calls pnpm. */
export function pnpmBinDir() {
  return join(pnpmDir(pnpmVersion()), "bin");
}

function pnpmDir(version) {
  return join(stateDir, "tools", `pnpm-${version}`);
}

function pnpmVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return packageManager.replace(/^pnpm@/, "").replace(/\+.*$/, "");
}

function answers(command, version) {
  if (!existsSync(command)) return false;
  // Run it outside the project, so that no setting of the workspace affects it.
  const { stdout } = spawnSync(command, ["--version"], { cwd: join(command, ".."), encoding: "utf8" });
  return stdout?.trim() === version;
}

function npmInstall(dir, spec) {
  // `--ignore-scripts`: pnpm's install script only moves its binary, and npm's settings may forbid scripts anyway.
  const args = ["install", "--prefix", dir, "--ignore-scripts", "--no-save", "--no-package-lock", "--loglevel=error"];
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js")
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const env = { ...process.env, npm_config_update_notifier: "false" };
  const child = spawn(npm[0], [...npm.slice(1), ...args, spec], { cwd: dir, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm could not fetch ${spec} from the registry:\n${output.trim()}`));
    });
  });
}

async function linkNativeBinary(dir, command) {
  const installed = join(dir, "node_modules", "pnpm", "native-binary.mjs");
  const { resolveInstalledBinary, hostTarget } = await import(pathToFileURL(installed).href);
  const binary = resolveInstalledBinary();
  if (binary === null) throw new Error(`There is no pnpm for ${hostTarget()}.`);
  symlinkSync(relative(join(command, ".."), binary), command);
}
