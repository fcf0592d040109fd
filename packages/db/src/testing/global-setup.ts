import type { TestProject } from "vitest/node";
import { startTestServer, type TestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's address of the run's PostgreSQL. */
    scripOwnerUrl: string;
    /** The migrated database that `testDatabase()` copies. */
    scripTemplate: string;
  }
}

/** The run's server and the number of projects that use it. */
interface SharedServer {
  readonly server: Promise<TestServer>;
  users: number;
}

/** vitest loads this module anew for each project, so only the process can remember the server. */
const shared = globalThis as { scripTestServer?: SharedServer | undefined };

/** For vitest's `globalSetup`: one PostgreSQL for all projects of a run, stopped at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.scripTestServer ??= { server: startTestServer(), users: 0 };
  const used = shared.scripTestServer;
  used.users += 1;
  const server = await used.server;
  project.provide("scripOwnerUrl", server.ownerUrl);
  project.provide("scripTemplate", server.template);
  return async () => {
    used.users -= 1;
    if (used.users > 0) return;
    shared.scripTestServer = undefined;
    await server.stop();
  };
}
