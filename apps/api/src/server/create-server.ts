import { setTimeout as sleep } from "node:timers/promises";
import cookie from "@fastify/cookie";
import { ServiceKeyLookup } from "@scrip/db/access";
import type { LedgerEvents } from "@scrip/db/events";
import type { Log } from "@scrip/process/log";
import type { Deps } from "@scrip/usecases/deps";
import { getBalance } from "@scrip/usecases/ledger/get-balance";
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Registry } from "prom-client";
import { registerActivityCsv } from "../activity/csv.ts";
import { BalanceWatch } from "../live/balance-watch.ts";
import { type AppRouter, appRouter } from "../router.ts";
import { developmentSessions } from "../session/development-sessions.ts";
import { callFields, callOfError } from "../trpc/call.ts";
import { contextOf, requestOf } from "../trpc/request.ts";
import { openHttp } from "./http/open-http.ts";
import { openMetrics } from "./metrics/metrics.ts";
import { openRequest, type RequestParts } from "./open-request.ts";
import { serveWeb } from "./web/serve-web.ts";

/** Readiness fails if `SELECT 1` takes longer than this. */
const READY_MS = 3000;

/** The parts and settings of a server. */
export interface ServerParts {
  readonly deps: Deps;
  readonly changes: LedgerEvents;
  /** Whether visitors may sign in without an account. */
  readonly isDevelopment: boolean;
  /** The origin of the server in browsers, such as `https://credits.example.com`; `null` if not given. */
  readonly origin: string | null;
  /** The folder of the built pages. */
  readonly webDir: string;
  /** The maximum number of open live streams. */
  readonly mostStreams: number;
  readonly now: () => number;
  readonly log: Log;
}

/** A server, and the registry of its metrics, which another port serves. */
export interface Server {
  readonly http: FastifyInstance;
  readonly registry: Registry;
}

/** Makes the HTTP server of the API: tRPC under `/trpc`, downloads, the pages, and health for load balancers. */
export async function createServer(parts: ServerParts): Promise<Server> {
  const { deps, changes, origin, webDir, mostStreams } = parts;
  const server = await openHttp(webDir, parts.log);
  const read = (orgId: string) => getBalance(deps, orgId);
  const live = new BalanceWatch({ changes, read, mostStreams });
  // Streams do not end by themselves, so they would keep the server from stopping.
  server.addHook("preClose", async () => live.close());
  const metrics = openMetrics({ live, changes, ledger: deps.ledger });
  const heads: RequestParts["heads"] = new WeakMap();
  const sessions = developmentSessions({ ...parts, platform: deps.homes.platform });
  const shared = {
    deps,
    keys: new ServiceKeyLookup(deps.homes.platform),
    sessions,
    live,
    meter: metrics,
    origin,
    heads,
  };
  // Register this before the cookie plugin: it delays the head until the cookies are set.
  server.addHook("onSend", async (request) => void (await Promise.allSettled(heads.get(request) ?? [])));
  await server.register(cookie);
  await serveRouter(server, (request, reply) => contextOf(openRequest(shared, request, reply)));
  await registerActivityCsv(server, (request, reply) => openRequest(shared, request, reply));
  await serveWeb(server, webDir);
  serveHealth(server, deps);
  return { http: server, registry: metrics.registry };
}

async function serveRouter(
  server: FastifyInstance,
  createContext: (request: FastifyRequest, reply: FastifyReply) => ReturnType<typeof contextOf>,
): Promise<void> {
  await server.register(fastifyTRPCPlugin, {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      maxBatchSize: 100,
      createContext: ({ req, res }) => createContext(req, res),
      onError: ({ error, path = "", req, ctx }) => {
        // A refusal is not our failure. Log any other error with its cause.
        if (error.code !== "INTERNAL_SERVER_ERROR") return;
        const calls = ctx === undefined ? [] : requestOf(ctx).calls;
        const fields = callFields(callOfError(calls, error) ?? { procedure: path });
        req.log.error({ ...fields, err: error.cause ?? error }, "call failed");
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>["trpcOptions"],
  });
}

function serveHealth(server: FastifyInstance, deps: Deps): void {
  server.get("/healthz", () => ({ ok: true }));
  server.get("/readyz", async (_request, reply) => {
    try {
      const late = sleep(READY_MS, undefined, { ref: false }).then(() => Promise.reject(new Error("late")));
      await Promise.race([deps.homes.organizations.query("SELECT 1"), late]);
      return { ok: true };
    } catch {
      return reply.code(503).send({ ok: false, problem: "The database does not answer." });
    }
  });
}
