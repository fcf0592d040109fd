import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { VERSION } from "../version.ts";

/** The folder of the packed files of earlier releases. A release adds its file, and the oldest go after their time. */
const RELEASES = resolve(import.meta.dirname, "../../releases");

/** A client of an earlier release. */
export interface OlderClient {
  readonly version: string;
  /** The path of its packed file. */
  readonly file: string;
}

/** The earlier releases whose packed files the folder has, the oldest first. */
export function olderClients(folder = RELEASES, present = VERSION): readonly OlderClient[] {
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder).flatMap((name) => {
    const version = /^scrip-client-(\d+\.\d+\.\d+)\.tgz$/.exec(name)?.[1];
    return version === undefined || version === present ? [] : [{ version, file: join(folder, name) }];
  });
  return found.sort((a, b) => a.version.localeCompare(b.version, "en", { numeric: true }));
}
