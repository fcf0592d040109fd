import type { TestProject } from "vitest/node";
import { startCellServers } from "./cell-servers.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's address of the run's PostgreSQL. */
    scripOwnerUrl: string;
    /** The migrated database that `testDatabase()` copies. */
    scripTemplate: string;
    /** Whether that has each home in a schema of its own, under roles of its own. */
    scripHomesApart: boolean;
    /** The owner's addresses of the servers of two cells, in the project `cells`. There, organizations spread over both. */
    scripCellServers: Readonly<Record<"a" | "b", string>> | null;
    /** With `SCRIP_CITUS_URL`: the other nodes of the cluster. `scripOwnerUrl` is the node that carries the cell. */
    scripCitusNodes: readonly string[] | null;
  }
}

/** The run's server and the number of projects that use it. */
interface SharedServer {
  readonly server: Promise<TestServer>;
  users: number;
}

/** vitest loads this module anew for each project, so only the process can remember the server. */
const shared = globalThis as { scripTestServer?: SharedServer | undefined };

/** The project that runs the core of the tests a second time, on homes apart. */
const HOMES_PROJECT = "homes";

/** The project that runs the ledger's tests once more, on a platform and two cells, each on a server of its own. */
const CELLS_PROJECT = "cells";

/** For vitest's `globalSetup`: one PostgreSQL for all projects of a run, stopped at its end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.scripTestServer ??= { server: startTestServer(), users: 0 };
  const used = shared.scripTestServer;
  used.users += 1;
  const server = await used.server;
  project.provide("scripOwnerUrl", server.ownerUrl);
  const isApart = project.name === HOMES_PROJECT || server.otherNodes !== null;
  project.provide("scripTemplate", isApart ? await server.templateApart() : server.template);
  project.provide("scripHomesApart", isApart);
  const cells = project.name === CELLS_PROJECT ? await startCellServers() : null;
  project.provide("scripCellServers", cells?.urls ?? null);
  project.provide("scripCitusNodes", server.otherNodes);
  return async () => {
    await cells?.stop();
    used.users -= 1;
    if (used.users > 0) return;
    shared.scripTestServer = undefined;
    await server.stop();
  };
}
