import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pnpmBinDir } from "./fetch-pnpm.mjs";
import { ensureInstalled } from "./install.mjs";
import { pinnedNode, root } from "./paths.mjs";

/** npm repeats the terminal's signal, so one Ctrl-C arrives in this process twice. */
const SAME_SIGNAL_MS = 1000;

/**
 * Installs missing packages, then runs a TypeScript program of the project with the pinned Node.
 * @param program path from the project's root
 * @param ownGroup whether the program runs in its own process group. The terminal's Ctrl-C then reaches it only once,
 *   from this process, and does not reach its children; for programs that stop several processes in order
 */
export async function run(program, args, { ownGroup }) {
  try {
    await ensureInstalled();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  const child = spawn(pinnedNode, [join(root, program), ...args], {
    detached: ownGroup,
    env: environment(),
    // The extra channel closes when this process ends in any way, and the program watches it.
    stdio: ownGroup ? ["inherit", "inherit", "inherit", "ipc"] : "inherit",
  });
  forwardSignals(child, ownGroup);
  endWithParent(child);
  child.on("error", (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function environment() {
  const path = [dirname(pinnedNode), join(root, "node_modules", ".bin"), pnpmBinDir(), process.env.PATH].join(
    delimiter,
  );
  return {
    ...process.env,
    PATH: path,
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
  };
}

function forwardSignals(child, ownGroup) {
  const sentAt = {};
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // In the same process group, the terminal has sent the signal to the program already.
      if (!ownGroup && signal === "SIGINT" && process.stdin.isTTY) return;
      if (Date.now() - (sentAt[signal] ?? 0) < SAME_SIGNAL_MS) return;
      sentAt[signal] = Date.now();
      child.kill(signal);
    });
  }
}

/** Ends the child if npm was killed. (`exec` in package.json leaves no shell between npm and this process.) */
function endWithParent(child) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill("SIGTERM");
  }, 500);
  timer.unref();
}
