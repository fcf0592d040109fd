import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Step } from "./work-in-steps.test-support.ts";

const PROGRAM = fileURLToPath(new URL("./work-in-steps.fixture.ts", import.meta.url));

/**
 * Runs the due work of an organization, or advances its clock, in a process that is killed after a step.
 * @param url the database URL of the process's role
 * @returns the signal that ended the process
 */
export async function killedAfter(
  step: Step,
  { how, url, orgId, to }: { how: "run" | "advance"; url: string; orgId: string; to?: number },
): Promise<NodeJS.Signals | null> {
  const args = [PROGRAM, how, step, url, orgId, ...(to === undefined ? [] : [`${to}`])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const [, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return signal;
}
