import { openAccounts } from "@scrip/accounts/accounts";
import { createTestPerson, openTestSession, TEST_SECRET } from "@scrip/accounts/testing/test-person";
import { homesOf } from "@scrip/db/connection";
import {
  aMember,
  aProxy,
  type CellName,
  type Proxy as DatabaseProxy,
  type TestCells,
  testCells,
} from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { OpenParts } from "@scrip/process/stop";
import type { Deps } from "@scrip/usecases/deps";
import { makeOperator } from "@scrip/usecases/operators/make-operator";
import { afterAll } from "vitest";
import { openDeps } from "../open-deps.ts";
import { ssoRules } from "../sso/sso-rules.ts";
import { askAs } from "./a-person.ts";
import { listen } from "./an-api.ts";
import type { Answered } from "./answered.ts";
import { TEST_LOG } from "./log.ts";

/** A person who is signed in to an API over cells. */
export interface CellsPerson {
  readonly personId: string;
  /** The header `cookie` of the person's browser. */
  readonly cookie: string;
  /** Calls a procedure as a page of this person does. */
  call(procedure: string, input?: unknown): Promise<Answered>;
}

/** An API over a platform and two cells. It reaches the cell `b` through a proxy. */
export interface CellsApi {
  readonly url: string;
  readonly deps: Deps;
  readonly cells: TestCells;
  readonly toB: DatabaseProxy;
  /** Makes an organization in a cell. @returns its id on the wire */
  place(cell: CellName): Promise<string>;
  /** @param orgs `org_...` of which the person is an admin */
  aPerson(wanted?: { readonly orgs?: readonly string[]; readonly isOperator?: boolean }): Promise<CellsPerson>;
}

/** Starts an API over cells for the test file that calls it. The file calls this once, at its top. */
export async function aCellsApi(): Promise<CellsApi> {
  const cells = await testCells();
  const { platform: appUrl, cells: appCells } = cells.urls.app;
  const toB = await aProxy(appCells.get("b") ?? "");
  const parts = new OpenParts();
  afterAll(() => parts.close((name, err) => TEST_LOG.error({ err }, `${name} did not close`)));
  const env = {
    APP_DATABASE_URL: appUrl,
    VERIFY_DATABASE_URL: cells.urls.verify.platform,
    SCRIP_CELLS: new Map([...appCells].map(([name, url]) => [name, name === "b" ? toB.through(url) : url])),
    NODE_ENV: "test",
    SCRIP_CATALOG: "tiered",
    SCRIP_LEDGER_LANES: 2,
    SCRIP_QUIET: false,
  } as const;
  const { deps, changes } = await openDeps(env, parts);
  const platform = await cells.owner("platform");
  const accounts = openAccounts({
    platform: deps.homes.platform,
    url: appUrl,
    secret: TEST_SECRET,
    mailer: { queue: async () => {} },
    sso: { rules: ssoRules(deps, Date.now), allowsLocal: true, dnsServers: undefined },
    now: Date.now,
    onError: (err) => TEST_LOG.error({ err }, "a call about an account failed"),
  });
  afterAll(() => accounts.close());
  const url = await listen(deps, { accounts, changes });
  const aPerson: CellsApi["aPerson"] = async ({ orgs = [], isOperator = false } = {}) => {
    const { personId } = await createTestPerson(platform);
    for (const org of orgs) await aMember(deps.homes, { orgId: org.slice("org_".length), personId, role: "admin" });
    if (isOperator) await makeOperator(homesOf(platform).platform, personId);
    const cookie = await openTestSession(platform, personId);
    return { personId, cookie, call: (procedure, input = {}) => askAs(url, procedure, input, { cookie }) };
  };
  return {
    url,
    deps,
    cells,
    toB,
    place: async (cell) => `org_${(await cells.place(cell, { catalog: catalogText(tiered) })).orgId}`,
    aPerson,
  };
}
