import { readFileSync } from "node:fs";
import { CouldNotRun } from "../could-not-run.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};

/** Reads the text of a scenario file. @throws CouldNotRun if it cannot be read or is not UTF-8 */
export function readScenarioFile(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code = "", message } = error as { code?: string; message: string };
    const reason = error instanceof TypeError ? "it is not UTF-8" : (REASONS[code] ?? message);
    throw new CouldNotRun(`The scenario ${path} cannot be read: ${reason}.`);
  }
}
