import { accessSync, constants, statSync } from "node:fs";
import { BrowserError } from "./browser-error.ts";
import { browserPaths, type Machine } from "./browser-paths.ts";

/**
 * Finds the Chromium of this machine: the one that `SCRIP_CHROMIUM` names, or the first in the usual places.
 * @returns its path; undefined if there is none
 * @throws BrowserError if `SCRIP_CHROMIUM` names a file that cannot run; silently using another browser would surprise
 */
export function findChromium(machine: Machine, isProgram = isExecutable): string | undefined {
  const given = machine.env.SCRIP_CHROMIUM;
  if (given === undefined || given === "") return browserPaths(machine).find(isProgram);
  if (isProgram(given)) return given;
  throw new BrowserError(
    `SCRIP_CHROMIUM is "${given}", which is no program that can be run. Correct it, or unset it to look in the usual places.`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
