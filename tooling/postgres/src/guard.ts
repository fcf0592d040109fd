/**
 * The guard: the parent process of a PostgreSQL server. It outlives the owner of the server just long enough to stop
 * the server. Its standard input is a pipe from the owner. The pipe closes when the owner stops the server, ends or is
 * killed (also by `kill -9`); the guard then shuts the server down (fast mode). The guard has its own session, so the
 * terminal's Ctrl-C reaches neither guard nor server before their clients are closed.
 *
 *   node guard.ts --owner=PID --parent=PID --uid=N --gid=N --log=FILE --handed=DIR -- /path/to/postgres ...arguments
 */
import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { parseArgs } from "node:util";
import { processRow } from "./process-table.ts";
import { withOpenFolder } from "./server-folder.ts";

const POLL_MS = 1000;
const STOP_TIMEOUT_MS = 30_000;

const { values, positionals } = parseArgs({
  options: {
    owner: { type: "string" }, // Another start that finds this server running reads it from the process table.
    parent: { type: "string" },
    uid: { type: "string" },
    gid: { type: "string" },
    log: { type: "string", default: "postgres.log" },
    handed: { type: "string" }, // A folder that the server cannot reach by its path.
  },
  allowPositionals: true,
});

const log = openSync(values.log, "a", 0o600);
const [command = "", ...args] = positionals;
const as = values.uid === undefined ? {} : { uid: Number(values.uid), gid: Number(values.gid) };
const env = { ...process.env, LC_ALL: "C" };
const server = withOpenFolder(values.handed, (extra) =>
  spawn(command, args, { cwd: "/", stdio: ["ignore", log, log, ...extra], env, ...as }),
);
server.on("exit", (code) => process.exit(code ?? 1));

let isStopping = false;
function stop(): void {
  if (isStopping) return;
  isStopping = true;
  server.kill("SIGINT");
  setTimeout(() => server.kill("SIGQUIT"), STOP_TIMEOUT_MS).unref();
}

process.stdin.on("end", stop).on("error", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

// The owner may survive the command that started it (a test run, a shell script), so watch that command too.
const parent = Number(values.parent);
if (parent > 1) {
  setInterval(() => {
    if (processRow(parent) === undefined) stop();
  }, POLL_MS).unref();
}
