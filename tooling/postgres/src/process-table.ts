import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface ProcessRow {
  parent: number;
  command: string;
}

/** Reads the row of a running process; undefined if no process has that pid. A zombie counts as ended. */
export function processRow(pid: number): ProcessRow | undefined {
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): ProcessRow | undefined {
  try {
    // The name in parentheses may contain any character, so read the fields after it.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return undefined;
    return { parent: Number(parent), command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): ProcessRow | undefined {
  try {
    const row = execFileSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, command = ""] = /^\s*(\d+)\s+(.*)$/.exec(row.trim()) ?? [];
    return parent === undefined ? undefined : { parent: Number(parent), command };
  } catch {
    return undefined;
  }
}
