/**
 * Runs a program, and anew whenever a file that it has loaded changes, until it is told to end:
 * `node watched.ts PROGRAM`. A step between, because `node --watch` itself would outlive whoever started it.
 */
import { spawn } from "node:child_process";

const args = ["--watch", "--watch-preserve-output", ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill("SIGTERM"));
child.on("exit", (code) => process.exit(code ?? 0));
