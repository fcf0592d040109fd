import { spawn, spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { NODE_PACKAGES, pinnedNode, pinnedNodeDir, platform, root, stateDir } from "./paths.mjs";
import { bar, startProgress } from "./progress.mjs";

/** Installs exactly the packages of the lockfile. It writes pnpm's output to a log, and shows one line of progress. */
export async function pnpmInstall(pnpm) {
  mkdirSync(join(stateDir, "logs"), { recursive: true });
  const logFile = join(stateDir, "logs", "install.log");
  const log = createWriteStream(logFile);
  const progress = startProgress("Installing packages");
  const args = ["install", "--frozen-lockfile", "--reporter=ndjson", "--config.confirmModulesPurge=false"];
  // Install scripts call plain `node` and `npm`; give them those of the Node that runs this program.
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, npm_config_update_notifier: "false" };
  const child = spawn(pnpm, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });

  const tally = { resolved: 0, imported: 0, problems: [] };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`);
      note(tally, line, progress);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  log.end();
  if (code !== 0) {
    progress.failed();
    const why = tally.problems.slice(-20).join("\n") || `pnpm ended with exit code ${code}.`;
    throw new Error(`The packages could not be installed.\n${why}\nThe whole log is in ${logFile}`);
  }
  checkPinnedNode();
  progress.done(tally.imported === 0 ? "nothing new" : `${tally.imported} packages`);
}

/** pnpm skips an optional package that is missing or altered, and still succeeds. */
function checkPinnedNode() {
  if (NODE_PACKAGES[platform] === undefined)
    throw new Error(`Scrip does not run on ${platform}; it runs on ${Object.keys(NODE_PACKAGES).join(", ")}.`);
  if (!existsSync(pinnedNode))
    throw new Error(
      `The package ${NODE_PACKAGES[platform]} could not be installed, or is not the one of the lockfile.`,
    );
  const { version } = JSON.parse(readFileSync(join(pinnedNodeDir, "package.json"), "utf8"));
  const { stdout, error } = spawnSync(pinnedNode, ["--version"], { encoding: "utf8" });
  if (stdout?.trim() !== `v${version}`)
    throw new Error(`Node ${version} does not run on this machine${error ? `: ${error.message}` : "."}`);
}

function note(tally, line, progress) {
  const event = parse(line);
  if (event.name === "pnpm:progress") {
    if (event.status in tally) tally[event.status] += 1;
    progress.update(bar(tally.imported, tally.resolved));
  } else if (event.name === "pnpm:lifecycle" && event.script !== undefined) {
    progress.update(`install script of ${event.depPath}`);
  } else if (event.level === "error") {
    tally.problems.push(event.err?.message ?? event.message ?? line);
  } else if (event.name === "pnpm:lifecycle" && event.stdio === "stderr") {
    tally.problems.push(`${event.depPath}: ${event.line}`);
  }
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return line.trim() === "" ? {} : { level: "error", message: line };
  }
}
