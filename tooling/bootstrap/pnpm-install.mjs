import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { root, stateDir } from "./paths.mjs";
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
  progress.done(tally.imported === 0 ? "nothing new" : `${tally.imported} packages`);
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
