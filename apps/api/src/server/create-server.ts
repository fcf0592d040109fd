import { setTimeout as sleep } from "node:timers/promises";
import type { Accounts } from "@scrip/accounts/accounts";
import { ServiceKeyLookup, ServiceKeyUses } from "@scrip/db/access";
import { inAnyCell } from "@scrip/db/connection";
import type { LedgerEvents } from "@scrip/db/events";
import type { Log } from "@scrip/process/log";
import type { Traces } from "@scrip/process/traces";
import type { Deps } from "@scrip/usecases/deps";
import { getBalance } from "@scrip/usecases/ledger/get-balance";
import type { TRPCError } from "@trpc/server";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Registry } from "prom-client";
import { serveAccounts } from "../accounts/serve-accounts.ts";
import { activityCsv } from "../activity/csv.ts";
import { auditCsv } from "../audit/csv.ts";
import { paymentsCsv } from "../billing/payments-csv.ts";
import { DOCUMENT_COST, DOCUMENT_PATH, serveDocument } from "../billing/serve-document.ts";
import { statementCsv } from "../billing/statement-csv.ts";
import { DOWNLOAD_COST, serveCsv } from "../csv/serve-csv.ts";
import { demoHost } from "../demo/demo-host.ts";
import { Denials } from "../denials/denials.ts";
import { jobsCsv } from "../jobs/csv.ts";
import { admitRequests } from "../limits/admit.ts";
import type { Cost } from "../limits/cost.ts";
import { openGates } from "../limits/gates.ts";
import { type PaceSettings, RateLimits } from "../limits/rate-limits.ts";
import { SharedReads } from "../limits/shared-reads.ts";
import { BalanceWatch } from "../live/balance-watch.ts";
import { mayReadFrom } from "../live/may-read.ts";
import { REVENUE_COST, REVENUE_PATH, serveRevenue } from "../operators/serve-revenue.ts";
import { SAMPLE_COST, SAMPLE_PATH, serveSample } from "../operators/serve-sample.ts";
import { appRouter } from "../router.ts";
import { accountSessions } from "../session/account-sessions.ts";
import { StreamGuard } from "../streams/stream-guard.ts";
import { serveWebhook } from "../stripe/serve-webhook.ts";
import { callFields, callOfError } from "../trpc/call.ts";
import type { Context } from "../trpc/context.ts";
import { contextOf, requestOf } from "../trpc/request.ts";
import { usageCsv } from "../usage/csv.ts";
import { serveOperations } from "../v1/serve-operations.ts";
import { openHttp } from "./http/open-http.ts";
import { traceRequests } from "./http/trace-requests.ts";
import { addHttpMetrics } from "./metrics/http-metrics.ts";
import { openMetrics } from "./metrics/metrics.ts";
import { openRequest, originOfCall, type RequestParts } from "./open-request.ts";
import { serveRouter } from "./router/serve-router.ts";
import { addressOf, namesSenders } from "./senders.ts";
import { serveDocs } from "./web/serve-docs.ts";
import { serveWeb } from "./web/serve-web.ts";

/** Readiness fails if `SELECT 1` takes longer than this. */
const READY_MS = 3000;

/** The parts and settings of a server. */
export interface ServerParts {
  readonly deps: Deps;
  readonly accounts: Accounts;
  readonly changes: LedgerEvents;
  /** Whether this is a development server. */
  readonly isDevelopment: boolean;
  /** The origin of the server in browsers, such as `https://credits.example.com`; `null` if not given. */
  readonly origin: string | null;
  /** The folder of the built pages. */
  readonly webDir: string;
  /** The folder of the built documentation. */
  readonly docsDir: string;
  /** The maximum number of open live streams. */
  readonly mostStreams: number;
  /** How often the server checks whether the readers of its streams may still read, in milliseconds. */
  readonly recheckMs: number;
  /** The time in which a request must arrive, its body included, in milliseconds. */
  readonly receiveMs: number;
  /** The number of proxies before the server, whose headers it trusts. */
  readonly proxyHops: number;
  /** The paces of callers. */
  readonly paces: PaceSettings;
  /** The time before a caller that makes too many requests gets its refusal, in milliseconds. */
  readonly holdMs: number;
  /** The address of the demo's process, on a development server with a demo. */
  readonly demoUrl?: string | undefined;
  /** The persons of the demo, for the sign-in page of a development server. */
  readonly demoSignIns?: readonly DemoSignIn[] | undefined;
  /** The page with the mails of a development server. */
  readonly mailboxUrl?: string | undefined;
  /** The local Stripe of a development server. */
  readonly localStripeUrl?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyNow: () => number;
  readonly log: Log;
  /** Records spans of requests, if tracing is configured. */
  readonly traces?: Traces | null;
}

/** What signs a person of the demo in. */
interface DemoSignIn {
  readonly label: string;
  readonly email: string;
  readonly password: string;
}

/** A server, and the registry of its metrics, which another port serves. */
export interface Server {
  readonly http: FastifyInstance;
  readonly registry: Registry;
}

/** Makes the HTTP server of the API: tRPC under `/trpc`, the HTTP API under `/v1`, downloads, the pages, and health for load balancers. */
export async function createServer(parts: ServerParts): Promise<Server> {
  const { deps, accounts, changes, origin, webDir, mostStreams } = parts;
  const server = openHttp(parts);
  if (parts.traces) traceRequests(server, parts.traces);
  const read = (orgId: string) => getBalance(deps, orgId);
  const sessions = accountSessions({ homes: deps.homes, accounts, now: parts.now });
  const guard = new StreamGuard({ mayRead: mayReadFrom(deps.homes.platform, sessions), recheckMs: parts.recheckMs });
  const live = new BalanceWatch({ changes, read, mostStreams, guard });
  // Streams do not end by themselves, so they would keep the server from stopping.
  server.addHook("preClose", async () => live.close());
  const limits = new RateLimits(parts.paces, parts.steadyNow);
  const metrics = openMetrics({ live, changes, limits, deps });
  addHttpMetrics(metrics.registry, server);
  const keys = new ServiceKeyLookup(deps.homes.platform);
  server.addHook("onClose", () => keys.close());
  const keyUses = new ServiceKeyUses(deps.homes.platform);
  server.addHook("onClose", () => keyUses.close());
  const denials = new Denials({ homes: deps.homes, steadyNow: parts.steadyNow, log: parts.log });
  server.addHook("onClose", () => denials.close());
  const sendersOf = namesSenders(sessions);
  const shared = {
    deps,
    keys,
    keyUses,
    sessions,
    live,
    guard,
    meter: metrics,
    limits,
    sendersOf,
    gates: openGates(),
    sharedReads: new SharedReads(),
    denials,
    identity: accounts.identity,
    origin,
    demo: parts.isDevelopment && parts.demoUrl !== undefined ? demoHost(parts.demoUrl) : null,
    now: parts.now,
    session: {
      isDevelopment: parts.isDevelopment,
      hasDemo: parts.isDevelopment && parts.demoUrl !== undefined,
      signInWith: accounts.signInWith,
      demoSignIns: (parts.isDevelopment && parts.demoSignIns) || [],
      mailbox: (parts.isDevelopment && parts.mailboxUrl) || null,
      localStripe: (parts.isDevelopment && parts.localStripeUrl) || null,
    },
  } satisfies RequestParts;
  admitRequests(server, { limits, costOf, sendersOf, holdMs: parts.holdMs });
  const open = (request: FastifyRequest) => openRequest(shared, request);
  await serveRouter(server, {
    router: appRouter,
    contextOf: (request) => contextOf(open(request)),
    onError: logFailure,
  });
  // A browser's cookie is for the pages, so only a key counts here.
  const keyContextOf = (request: FastifyRequest) => contextOf({ ...open(request), member: async () => null });
  await serveOperations(server, { contextOf: keyContextOf, onError: logFailure });
  const placeOf = (request: FastifyRequest) => ({ from: originOfCall(request), network: addressOf(request.ip) });
  await serveAccounts(server, { accounts, origin, placeOf });
  serveCsv(server, open, activityCsv);
  serveCsv(server, open, jobsCsv);
  serveCsv(server, open, usageCsv);
  serveCsv(server, open, auditCsv);
  serveDocument(server, open);
  serveSample(server, open);
  serveRevenue(server, open);
  serveCsv(server, open, statementCsv);
  serveCsv(server, open, paymentsCsv);
  if (deps.gateway !== undefined) await serveWebhook(server, deps, deps.gateway);
  await serveWeb(server, webDir);
  await serveDocs(server, parts.docsDir);
  serveHealth(server, deps);
  return { http: server, registry: metrics.registry };
}

/** Logs the failure of a call, with its cause. A refusal is not our failure. */
function logFailure(error: TRPCError, path: string, request: FastifyRequest, context: Context | undefined): void {
  if (error.code !== "INTERNAL_SERVER_ERROR") return;
  const calls = context === undefined ? [] : requestOf(context).calls;
  const fields = callFields(callOfError(calls, error) ?? { procedure: path });
  request.log.error({ ...fields, err: error.cause ?? error }, "call failed");
}

/** The procedures by their names. The router is flat at run time, and nested in its types. */
const procedures = appRouter._def.procedures as unknown as Readonly<
  Record<string, { readonly _def: { readonly meta?: { readonly cost?: Cost } } } | undefined>
>;

function costOf(name: string): Cost | undefined {
  if ([activityCsv, jobsCsv, usageCsv, auditCsv, statementCsv, paymentsCsv].some(({ path }) => path === name))
    return DOWNLOAD_COST;
  if (name === DOCUMENT_PATH) return DOCUMENT_COST;
  if (name === SAMPLE_PATH) return SAMPLE_COST;
  if (name === REVENUE_PATH) return REVENUE_COST;
  return Object.hasOwn(procedures, name) ? procedures[name]?._def.meta?.cost : undefined;
}

function serveHealth(server: FastifyInstance, deps: Deps): void {
  server.get("/healthz", () => ({ ok: true }));
  server.get("/readyz", async (_request, reply) => {
    try {
      const late = sleep(READY_MS, undefined, { ref: false }).then(() => Promise.reject(new Error("late")));
      await Promise.race([inAnyCell(deps.homes.organizations, (tx) => tx.query("SELECT 1")), late]);
      return { ok: true };
    } catch {
      return reply.code(503).send({ ok: false, problem: "The database does not answer." });
    }
  });
}
