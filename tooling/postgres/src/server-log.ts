import { existsSync, readFileSync, renameSync, statSync } from "node:fs";

const ROTATE_BYTES = 10_000_000;
const SHOWN_LINES = 15;

export interface ServerLog {
  /** Reads the last lines that the server has written since this start. */
  since(): string;
}

/** Opens the log to which the server appends. A start renames a large log, so that at most two files exist. */
export function openServerLog(path: string): ServerLog {
  if (sizeOf(path) > ROTATE_BYTES) renameSync(path, `${path}.1`);
  const offset = sizeOf(path);
  return {
    since() {
      if (!existsSync(path)) return "";
      return readFileSync(path).subarray(offset).toString("utf8").trim().split("\n").slice(-SHOWN_LINES).join("\n");
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
