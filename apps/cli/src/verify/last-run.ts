import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** When the whole ledger was last verified, in milliseconds since 1970, and whether it was clean. */
export interface LastVerify {
  readonly at: number;
  readonly ok: boolean;
}

const fileIn = (folder: string): string => join(folder, "verify.json");

/** Remembers a run of `scrip verify` over everything. Does nothing without a folder. */
export function noteVerify(folder: string | undefined, run: LastVerify): void {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileIn(folder), `${JSON.stringify(run)}\n`);
}

/** @returns `null` if no run is remembered, or what is remembered cannot be read */
export function readLastVerify(folder: string): LastVerify | null {
  try {
    const { at, ok } = JSON.parse(readFileSync(fileIn(folder), "utf8")) as Partial<LastVerify>;
    return typeof at === "number" && typeof ok === "boolean" ? { at, ok } : null;
  } catch {
    return null;
  }
}
