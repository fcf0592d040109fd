import type { TestProject } from "vitest/node";
import { startTestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's address of the run's PostgreSQL. */
    scripOwnerUrl: string;
    /** The migrated database that `testDatabase()` copies. */
    scripTemplate: string;
  }
}

/** For vitest's `globalSetup`: one PostgreSQL for the run, gone at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide("scripOwnerUrl", server.ownerUrl);
  project.provide("scripTemplate", server.template);
  return () => server.stop();
}
