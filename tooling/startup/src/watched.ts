/**
 * Runs a program, and restarts it when a loaded file changes, until SIGTERM: `node watched.ts PROGRAM`. This process
 * runs between parent and `node --watch`, because `node --watch` itself would outlive its parent.
 */
import { spawn } from "node:child_process";

const args = ["--watch", "--watch-preserve-output", ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill("SIGTERM"));
child.on("exit", (code) => process.exit(code ?? 0));
