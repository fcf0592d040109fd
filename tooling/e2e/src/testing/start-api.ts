import { TEST_SECRET } from "@scrip/accounts/testing/test-person";
import { createServiceKey } from "@scrip/db/access";
import { roleUrls } from "@scrip/db/connection";
import { openHomes } from "@scrip/db/schema";
import { freePort } from "@scrip/db/testing";
import { SCOPES } from "@scrip/domain/access";
import { startProcess } from "./processes.ts";

// The global setup runs this code outside of any test, so the code must not register hooks.

export interface ApiOptions {
  /** The address of the database's owner. */
  readonly ownerUrl: string;
  /** The folder of the built SPA. */
  readonly webDir: string;
  /** Further environment variables of the process. */
  readonly env?: NodeJS.ProcessEnv;
  /** A free port if not given. */
  readonly port?: number | undefined;
}

/** A process of the API that serves the SPA too. */
export interface RunningApi {
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Starts an API process and waits until it is ready. */
export async function startApi({ ownerUrl, webDir, env = {}, port }: ApiOptions): Promise<RunningApi> {
  const own = port ?? (await freePort());
  const url = `http://127.0.0.1:${own}`;
  const urls = roleUrls(ownerUrl);
  const variables = {
    APP_DATABASE_URL: urls.app,
    VERIFY_DATABASE_URL: urls.verify,
    HOST: "127.0.0.1",
    PORT: `${own}`,
    SCRIP_WEB_DIR: webDir,
    SCRIP_METRICS_PORT: "0",
    SCRIP_AUTH_SECRET: TEST_SECRET,
    // All files share one session and one address, whose limits depend on how fast the machine runs the tests.
    SCRIP_LIMIT_CALLS: "0",
    SCRIP_LIMIT_READS: "0",
    ...env,
  };
  const { stop } = await startProcess("apps/api/src/main.ts", variables, `${url}/readyz`);
  return { url, port: own, stop };
}

/** Makes a platform key with every scope. */
export async function makePlatformKey(ownerUrl: string): Promise<string> {
  const owner = await openHomes({ organizations: ownerUrl }, { applicationName: "scrip-test-key" });
  try {
    const scopes = SCOPES;
    const terms = { name: "browser tests", owner: "tests", orgId: null, orgIds: null, scopes, expiresAt: null };
    const { key } = await createServiceKey(owner.platform, terms);
    return key;
  } finally {
    await owner.close();
  }
}
