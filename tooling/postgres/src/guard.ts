/**
 * The parent of a PostgreSQL server: it outlives the process that owns the server by just long enough to stop it.
 * Its standard input is a pipe from the owner. The pipe closes when the owner stops the server, ends or is killed
 * (`kill -9` as well), and then the server gets a fast shutdown. It has a session of its own, so the terminal's
 * Ctrl-C reaches neither the guard nor the server before their clients have been closed.
 *
 *   node guard.ts --owner=PID --parent=PID --uid=N --gid=N --log=FILE --handed=DIR -- /path/to/postgres ...arguments
 */
import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { parseArgs } from "node:util";
import { processRow } from "./process-table.ts";
import { handingOver } from "./server-folder.ts";

const LOOK_MS = 1000;
const PATIENCE_MS = 30_000;

const { values, positionals } = parseArgs({
  options: {
    owner: { type: "string" }, // read from the process table, by whoever finds this server running
    parent: { type: "string" },
    uid: { type: "string" },
    gid: { type: "string" },
    log: { type: "string", default: "postgres.log" },
    handed: { type: "string" }, // a folder that the server can not reach by its path
  },
  allowPositionals: true,
});

const log = openSync(values.log, "a", 0o600);
const [command = "", ...args] = positionals;
const as = values.uid === undefined ? {} : { uid: Number(values.uid), gid: Number(values.gid) };
const env = { ...process.env, LC_ALL: "C" };
const server = handingOver(values.handed, (extra) =>
  spawn(command, args, { cwd: "/", stdio: ["ignore", log, log, ...extra], env, ...as }),
);
server.on("exit", (code) => process.exit(code ?? 1));

let isStopping = false;
function stop(): void {
  if (isStopping) return;
  isStopping = true;
  server.kill("SIGINT");
  setTimeout(() => server.kill("SIGQUIT"), PATIENCE_MS).unref();
}

process.stdin.on("end", stop).on("error", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

// The owner may live on when the command that started it was killed: a test run, a shell script.
const parent = Number(values.parent);
if (parent > 1) {
  setInterval(() => {
    if (processRow(parent) === undefined) stop();
  }, LOOK_MS).unref();
}
