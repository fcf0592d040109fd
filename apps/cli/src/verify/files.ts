import { accessSync, constants, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CouldNotRun } from "../could-not-run.ts";

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};

/** Reads a text file. @throws CouldNotRun that names the file and `what` it should contain */
export function readText(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new CouldNotRun(`${what} cannot be read from ${file}: ${WHY[code] ?? message}.`);
  }
}

/** Fails early if a new file cannot be written, before the long work whose result it will have. */
export function requireNew(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw new CouldNotRun(`${file} cannot be written: ${(error as Error).message}`);
  }
  if (isThere(file)) throw alreadyThere(file);
}

/** Writes a new file. The file appears complete or not at all, and never replaces another one. */
export function writeNew(file: string, text: string, mode = 0o644): void {
  const draft = `${file}.${process.pid}.draft`;
  try {
    writeFileSync(draft, text, { flag: "wx", flush: true, mode });
    linkSync(draft, file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === "EEXIST" ? alreadyThere(file) : new CouldNotRun(`${file} cannot be written: ${message}`);
  } finally {
    rmSync(draft, { force: true });
  }
}

function isThere(file: string): boolean {
  try {
    accessSync(file);
    return true;
  } catch {
    return false;
  }
}

function alreadyThere(file: string): CouldNotRun {
  return new CouldNotRun(`The file ${file} already exists and is kept unchanged: choose another name.`);
}
