import { execFile } from "node:child_process";
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./root.ts";

export interface ToolAnswer {
  code: number;
  output: string;
}

const BIN = join(root, "node_modules", ".bin");

/** Runs one of the project's tools in a folder, with the same settings as `npm test`. */
export function runTool(cwd: string, tool: string, args: readonly string[] = []): Promise<ToolAnswer> {
  const path = [join(root, "node_modules/node/bin"), BIN, process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, NO_COLOR: "1", FORCE_COLOR: undefined, TURBO_TELEMETRY_DISABLED: "1" };
  return new Promise((resolve) => {
    execFile(join(BIN, tool), args, { cwd, env, maxBuffer: 10_000_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, output: stripVTControlCharacters(stdout + stderr) });
    });
  });
}
