import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureChromium } from "@scrip/browser";
import type { TestProject } from "vitest/node";
import { buildWeb } from "./build-web.ts";
import { temporaryDir, webDir } from "./paths.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the SPA that this run tests. */
    scripWebDir: string;
  }
}

/**
 * For vitest's `globalSetup`: a browser on this machine, and the SPA as it is now. It is a copy: a build that somebody
 * starts meanwhile takes nothing from under the tests.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await Promise.all([ensureChromium(), buildWeb()]);
  await mkdir(temporaryDir, { recursive: true });
  const copy = await mkdtemp(join(temporaryDir, "web-"));
  await cp(webDir, copy, { recursive: true });
  project.provide("scripWebDir", copy);
  return () => rm(copy, { recursive: true, force: true });
}
