import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Accounts, openAccounts } from "@scrip/accounts/accounts";
import type { Mailer } from "@scrip/accounts/mailer";
import { TEST_SECRET } from "@scrip/accounts/testing/test-person";
import { createServiceKey, type NewServiceKey } from "@scrip/db/access";
import { type RoleUrls, roleUrls } from "@scrip/db/connection";
import type { LedgerEvents } from "@scrip/db/events";
import { type TestDatabase, type TestSource, testDatabase } from "@scrip/db/testing";
import { SCOPES } from "@scrip/domain/access";
import { OpenParts } from "@scrip/process/stop";
import type { Deps } from "@scrip/usecases/deps";
import { afterAll } from "vitest";
import { type OpenDeps, openDeps } from "../open-deps.ts";
import { createServer, type ServerParts } from "../server/create-server.ts";
import { ssoRules } from "../sso/sso-rules.ts";
import { type ApiPerson, aPersonOf, type WantedApiPerson } from "./a-person.ts";
import { type Answered, answeredTo, PROCEDURES } from "./answered.ts";
import { TEST_LOG } from "./log.ts";
import type { InputOf, OutputOf, ProcedureName } from "./wire-types.ts";

/** A mail that accounts queued. */
export type QueuedMail = Parameters<Mailer["queue"]>[0];

/** An API on a port of its own, with a database for this test file only. */
export interface Api {
  readonly url: string;
  readonly deps: Deps;
  readonly database: TestDatabase;
  readonly owner: TestSource;
  /** A platform key with every scope. */
  readonly key: string;
  /** Calls a procedure, by default with the platform key. `null` sends no key. */
  call(procedure: string, input?: unknown, key?: string | null): Promise<Answered>;
  /** Calls a procedure that must succeed. Input and output have the types of the router. @throws Error on a refusal */
  ok<Name extends ProcedureName>(procedure: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** Creates a person who is signed in. */
  aPerson(wanted?: WantedApiPerson): Promise<ApiPerson>;
  /** The mails that accounts queued so far. */
  readonly mails: readonly QueuedMail[];
  readonly accounts: Accounts;
  aKey(some?: Partial<NewServiceKey>): Promise<string>;
  /** Creates an organization with `credit` micro-USD on a test clock at `at`. @returns its id on the wire */
  anOrganization(some?: { credit?: number; at?: string }): Promise<string>;
}

export const EVERY_SCOPE = SCOPES;

/** The time at which most tests start. */
export const NOON = "2026-01-01T12:00:00.000Z";

/**
 * Starts an API for a test file. The file calls this once, at its top.
 * @param change replaces dependencies that `openDeps` returned
 * @param nameServers look up the DNS records of domains
 */
export async function anApi(
  change: (deps: Deps, database: TestDatabase) => Deps = (deps) => deps,
  { nameServers, catalog }: { readonly nameServers?: readonly string[]; readonly catalog?: string } = {},
): Promise<Api> {
  const database = await testDatabase();
  const owner = await database.open("owner");
  const urls = roleUrls(database.ownerUrl);
  const opened = await openTestDeps(urls, catalog);
  changes = opened.changes;
  const deps = change(opened.deps, database);
  const mails: QueuedMail[] = [];
  accounts = openAccounts({
    platform: deps.homes.platform,
    url: urls.app,
    secret: TEST_SECRET,
    mailer: { queue: async (mail) => void mails.push(mail) },
    sso: { rules: ssoRules(deps, Date.now), allowsLocal: true, dnsServers: nameServers },
    now: Date.now,
    onError: (err) => TEST_LOG.error({ err }, "a call about an account failed"),
  });
  afterAll(() => accounts.close());
  const url = await listen(deps);
  const aKey = async (some: Partial<NewServiceKey> = {}) =>
    (await createServiceKey(owner.platform, keyTerms(some))).key;
  const key = await aKey();
  const call = (procedure: string, input: unknown = {}, shown: string | null = key) =>
    callOver(url, procedure, input, shown);
  const ok: Api["ok"] = async <Name extends ProcedureName>(procedure: Name, input: InputOf<Name>) => {
    const answered = await call(procedure, withKey(procedure, input ?? {}));
    if (answered.error !== undefined) throw new Error(`${procedure}: ${answered.text}`);
    return answered.data as OutputOf<Name>;
  };
  const anOrganization = async ({ credit = 0, at = NOON }: { credit?: number; at?: string } = {}) => {
    const { org } = await ok("organizations.create", { name: `Acme ${randomUUID()}`, testClock: at });
    if (credit > 0) await ok("grants.create", { org, source: "purchase", amount: String(credit) });
    return org;
  };
  const aPerson = (wanted?: WantedApiPerson) => aPersonOf({ url, owner }, wanted);
  return { url, deps, database, owner, key, accounts, mails, call, ok, aKey, aPerson, anOrganization };
}

/**
 * Opens the API's dependencies on a database, and closes them at the end of the test file.
 * @param catalog the name of a catalog that ships, or a path
 */
export async function openTestDeps(urls: Pick<RoleUrls, "app" | "verify">, catalog = "tiered"): Promise<OpenDeps> {
  const parts = new OpenParts();
  afterAll(() => parts.close((name, err) => TEST_LOG.error({ err }, `${name} did not close`)));
  const env = {
    APP_DATABASE_URL: urls.app,
    VERIFY_DATABASE_URL: urls.verify,
    NODE_ENV: "test",
    SCRIP_CATALOG: catalog,
    SCRIP_LEDGER_LANES: 2,
    SCRIP_QUIET: false,
  } as const;
  return openDeps(env, parts);
}

/** The ledger events that the servers of a test file receive. */
let changes: LedgerEvents;
/** The accounts of the servers of a test file. */
let accounts: Accounts;

/** Starts another server with these dependencies, until the end of the file. @returns the address */
export async function listen(deps: Deps, some: Partial<ServerParts> = {}): Promise<string> {
  const { http } = await createServer({ ...partsOf(deps), ...some });
  afterAll(() => http.close());
  await http.listen({ host: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
}

/** The parts of a server with these dependencies, as on a development server without a build. */
export function partsOf(deps: Deps): ServerParts {
  const webDir = join(tmpdir(), "scrip-no-build");
  return {
    deps,
    accounts,
    changes,
    isDevelopment: true,
    origin: null,
    webDir,
    docsDir: webDir,
    mostStreams: 100,
    recheckMs: 1000,
    receiveMs: 20_000,
    proxyHops: 0,
    paces: { calls: 0, reads: 0 },
    holdMs: 0,
    steadyNow: () => 0,
    now: Date.now,
    log: TEST_LOG,
  };
}

/** Calls a procedure as a client does: a query has its input in the URL, a mutation has JSON in its body. */
export async function callOver(url: string, procedure: string, input: unknown, key: string | null): Promise<Answered> {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  const isQuery = PROCEDURES[procedure]?.type !== "mutation";
  const address = `${url}/trpc/${procedure}${isQuery ? `?input=${encodeURIComponent(text)}` : ""}`;
  const common = { "content-type": "application/json", "x-scrip-client": "tests" };
  const headers = { ...common, ...(key !== null && { authorization: `Bearer ${key}` }) };
  return answeredTo(procedure, await fetch(address, isQuery ? { headers } : { method: "POST", headers, body: text }));
}

/** Adds a new idempotency key to the input of a command, unless the test states one. */
function withKey(procedure: string, input: object): object {
  const { type, inputs } = PROCEDURES[procedure] ?? {};
  const takesKey = type !== "query" && Object.hasOwn(inputs?.[0]?.shape ?? {}, "idempotencyKey");
  return takesKey ? { idempotencyKey: randomUUID(), ...input } : input;
}

function keyTerms(some: Partial<NewServiceKey>): NewServiceKey {
  const terms = { name: "tests", owner: "tests", orgId: null, orgIds: null, scopes: EVERY_SCOPE, expiresAt: null };
  return { ...terms, ...some };
}
