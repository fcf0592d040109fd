import { randomBytes } from "node:crypto";
import { createClient, type OrganizationClient, type ScripClient } from "@scrip/client";
import { testDatabase } from "@scrip/db/testing";
import type { Tiered } from "@scrip/domain/catalog";
import { afterAll, inject } from "vitest";
import { aPerson, join, type SignedInPerson } from "./a-person.ts";
import type {} from "./global-setup.ts";
import { makePlatformKey, type RunningApi, startApi } from "./start-api.ts";

/** Scrip as it runs: the API's process with the built SPA, on a migrated database. */
export interface Server {
  /** `http://127.0.0.1:PORT`, of the SPA and the API. */
  readonly url: string;
  /** A client with a platform key of every scope. */
  readonly client: ScripClient<Tiered>;
  /** The text of that key. */
  readonly key: string;
  /** The address of the database's owner. */
  readonly ownerUrl: string;
  /** The owner of all organizations that `newOrganization` creates. */
  readonly person: SignedInPerson;
  /** Creates an organization. If `testClock` is given, the organization has a test clock at that time. */
  readonly newOrganization: (wanted?: { name?: string; testClock?: Date }) => Promise<OrganizationClient<Tiered>>;
  /**
   * Starts another API process on the same database, for tests of several processes.
   * @param env further environment variables of the process
   */
  readonly anotherApi: (env?: NodeJS.ProcessEnv) => Promise<AnotherApi>;
}

export interface AnotherApi {
  readonly url: string;
  readonly person: SignedInPerson;
  readonly stop: () => Promise<void>;
  /** Starts the process again after a stop, at the same address. */
  readonly start: () => Promise<void>;
}

/**
 * The server that all test files of a run share. Each file creates organizations of its own, whose pages do not depend
 * on the others. A test must not expect anything of shared data, such as the list of all organizations.
 */
export function theServer(): Server {
  return serverAt(inject("scripServer"));
}

/**
 * Starts a server for the test file that calls this, if the shared server does not suit: for another environment, or a
 * database that is filled without the ledger. The server stops at the end of the file.
 * @param env further environment variables of the API process
 * @param port a free one if not given
 */
export async function aServer(env: NodeJS.ProcessEnv = {}, port?: number): Promise<Server> {
  const { ownerUrl } = await testDatabase();
  const api = await startApi({ ownerUrl, env, webDir: inject("scripWebDir"), port });
  afterAll(api.stop);
  const person = await aPerson({ ownerUrl });
  return serverAt({ url: api.url, ownerUrl, key: await makePlatformKey(ownerUrl), person });
}

interface Place {
  readonly url: string;
  readonly ownerUrl: string;
  readonly key: string;
  readonly person: SignedInPerson;
}

function serverAt({ url, ownerUrl, key, person }: Place): Server {
  const client = createClient({ url, key });
  return {
    url,
    client,
    key,
    ownerUrl,
    person,
    newOrganization: async ({ name = `Organization ${randomBytes(4).toString("hex")}`, testClock } = {}) => {
      const { org } = await client.organizations.create({ name, ...(testClock && { testClock }) });
      await join({ ownerUrl }, { org, personId: person.personId });
      return client.organization(org);
    },
    anotherApi: (env = {}) => startAnother(ownerUrl, person, env),
  };
}

async function startAnother(ownerUrl: string, person: SignedInPerson, env: NodeJS.ProcessEnv): Promise<AnotherApi> {
  const webDir = inject("scripWebDir");
  let api: RunningApi = await startApi({ ownerUrl, webDir, env });
  afterAll(() => api.stop());
  const { port } = api;
  return {
    url: api.url,
    person,
    stop: () => api.stop(),
    start: async () => {
      api = await startApi({ ownerUrl, webDir, env, port });
    },
  };
}
