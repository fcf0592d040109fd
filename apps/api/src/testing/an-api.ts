import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SCOPES, type Scope } from "@scrip/contract/access/scopes";
import type { ErrorData } from "@scrip/contract/errors";
import { createServiceKey, type NewServiceKey } from "@scrip/db/access";
import { type RoleUrls, roleUrls } from "@scrip/db/connection";
import type { LedgerEvents } from "@scrip/db/events";
import { type TestDatabase, type TestSource, testDatabase } from "@scrip/db/testing";
import { OpenParts } from "@scrip/process/stop";
import type { Deps } from "@scrip/usecases/deps";
import { afterAll } from "vitest";
import { type OpenDeps, openDeps } from "../open-deps.ts";
import { appRouter } from "../router.ts";
import { createServer, type ServerParts } from "../server/create-server.ts";
import type { Meta } from "../trpc/trpc.ts";
import { TEST_LOG } from "./log.ts";
import type { InputOf, OutputOf, ProcedureName } from "./wire-types.ts";

/** The response to a call, as it crossed the wire. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The whole body. */
  readonly text: string;
  /** The result. Empty if the call was refused. */
  readonly data: Record<string, unknown>;
  /** The refusal. `undefined` if the call succeeded. */
  readonly error: (ErrorData & { readonly message: string }) | undefined;
}

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
  aKey(some?: Partial<NewServiceKey>): Promise<string>;
  /** Creates an organization with `credit` micro-USD on a test clock at `at`. @returns its id on the wire */
  anOrganization(some?: { credit?: number; at?: string }): Promise<string>;
}

export const EVERY_SCOPE = Object.keys(SCOPES) as Scope[];

/** The time at which most tests start. */
export const NOON = "2026-01-01T12:00:00.000Z";

interface Procedure {
  readonly type: "query" | "mutation" | "subscription";
  readonly meta?: Partial<Meta>;
  readonly inputs?: readonly { readonly shape: Readonly<Record<string, unknown>> }[];
}

/** Every procedure by its name on the wire. The router is flat at run time, and nested in its types. */
export const PROCEDURES: Readonly<Record<string, Procedure>> = Object.fromEntries(
  Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: Procedure }>).map(
    ([name, { _def }]) => [name, _def],
  ),
);

/**
 * Starts an API for a test file. The file calls this once, at its top.
 * @param change replaces dependencies that `openDeps` returned
 */
export async function anApi(change: (deps: Deps, database: TestDatabase) => Deps = (deps) => deps): Promise<Api> {
  const database = await testDatabase();
  const owner = await database.open("owner");
  const urls = roleUrls(database.ownerUrl);
  const opened = await openTestDeps(urls);
  changes = opened.changes;
  const deps = change(opened.deps, database);
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
  return { url, deps, database, owner, key, call, ok, aKey, anOrganization };
}

/** Opens the API's dependencies on a database, and closes them at the end of the test file. */
export async function openTestDeps(urls: Pick<RoleUrls, "app" | "verify">): Promise<OpenDeps> {
  const parts = new OpenParts();
  afterAll(() => parts.close((name, err) => TEST_LOG.error({ err }, `${name} did not close`)));
  const env = {
    APP_DATABASE_URL: urls.app,
    VERIFY_DATABASE_URL: urls.verify,
    NODE_ENV: "test",
    SCRIP_LEDGER_LANES: 2,
  } as const;
  return openDeps(env, parts);
}

/** The ledger events that the servers of a test file receive. */
let changes: LedgerEvents;

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
  return { deps, changes, isDevelopment: true, origin: null, webDir, mostStreams: 100, now: Date.now, log: TEST_LOG };
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

/** Reads the response to a call. Of a stream it reads the first message only. */
export function answeredTo(procedure: string, response: Response): Promise<Answered> {
  return PROCEDURES[procedure]?.type === "subscription" ? readFirst(response) : read(response);
}

/** Reads a response of the router. */
export async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  const body = JSON.parse(text) as WireBody;
  const { result, error } = Array.isArray(body) ? ({} as WireBody) : body;
  const refused = error?.data?.scrip;
  return {
    status: response.status,
    headers: response.headers,
    text,
    data: (result?.data ?? {}) as Record<string, unknown>,
    error: refused && { ...refused, message: error?.message ?? "" },
  };
}

/** Reads a stream up to its first message, returns the message as a response, and closes the stream. */
async function readFirst(response: Response): Promise<Answered> {
  let text = "";
  const found = /^(?:event: (serialized-error)\n)?data: (\{.*\})\n/m;
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const [, event, data = "{}"] = found.exec(text.replace(/event: connected\ndata: .*\n/, "")) ?? [];
    if (data === "{}") continue;
    const isError = event !== undefined;
    const error = isError ? (JSON.parse(data) as NonNullable<WireBody["error"]>) : undefined;
    const body = JSON.stringify(isError ? { error } : { result: { data: JSON.parse(data) } });
    return read(new Response(body, { status: error?.data?.httpStatus ?? 200, headers: response.headers }));
  }
  return read(new Response(text, response));
}

interface WireBody {
  readonly result?: { readonly data: unknown };
  readonly error?: {
    readonly message: string;
    readonly data?: { readonly scrip?: ErrorData; readonly httpStatus?: number };
  };
}

/** Adds a new idempotency key to the input of a command, unless the test states one. */
function withKey(procedure: string, input: object): object {
  return PROCEDURES[procedure]?.type === "query" || procedure.startsWith("clocks.")
    ? input
    : { idempotencyKey: randomUUID(), ...input };
}

function keyTerms(some: Partial<NewServiceKey>): NewServiceKey {
  const terms = { name: "tests", owner: "tests", orgId: null, orgIds: null, scopes: EVERY_SCOPE, expiresAt: null };
  return { ...terms, ...some };
}
