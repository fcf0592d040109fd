import { setTimeout as sleep } from "node:timers/promises";
import helmet from "@fastify/helmet";
import { ServiceKeyLookup } from "@scrip/db";
import type { Deps } from "@scrip/usecases";
import { TRPCError } from "@trpc/server";
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from "@trpc/server/adapters/fastify";
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from "fastify";
import { errorBody, toTrpcError } from "./error-data.ts";
import { contextOf } from "./request.ts";
import { type AppRouter, appRouter } from "./router.ts";

/** The largest request body: a batch of a hundred calls fits many times. */
const BODY_LIMIT = 1024 * 1024;

/** A database that takes longer over nothing than this is no help to a request. */
const READY_MS = 3000;

/** The API over HTTP: tRPC under `/trpc`, and what a load balancer asks. */
export async function createServer(deps: Deps): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 5000 },
    logger: { level: "error" },
    genReqId: () => crypto.randomUUID(),
  });
  tellProblems(server);
  const keys = new ServiceKeyLookup(deps.app);
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  });
  server.addHook("onSend", async (request, reply) => {
    void reply.header("cache-control", "no-store").header("x-request-id", request.id);
  });
  await server.register(fastifyTRPCPlugin, {
    prefix: "/trpc",
    trpcOptions: {
      router: appRouter,
      maxBatchSize: 100,
      createContext: async ({ req }) => contextOf({ deps, key: await keyOf(keys, req), id: req.id }),
      onError: ({ error, path, req }) => {
        // What a caller is refused is not our failure; the rest is, with its cause.
        if (error.code === "INTERNAL_SERVER_ERROR") req.log.error({ path, err: error.cause ?? error }, "call failed");
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>["trpcOptions"],
  });
  server.get("/healthz", () => ({ ok: true }));
  server.get("/readyz", async (_request, reply) => {
    try {
      const late = sleep(READY_MS, undefined, { ref: false }).then(() => Promise.reject(new Error("late")));
      await Promise.race([deps.app.query("SELECT 1"), late]);
      return { ok: true };
    } catch {
      return reply.code(503).send({ ok: false, problem: "The database does not answer." });
    }
  });
  return server;
}

/** What Fastify itself refuses has the router's form, and repeats nothing of the request: a URL may hold a key. */
function tellProblems(server: FastifyInstance): void {
  server.setNotFoundHandler(async (request, reply) => {
    const message = "There is nothing at this address; the API is under /trpc.";
    return reply.code(404).send(errorBody(new TRPCError({ code: "NOT_FOUND", message }), request.id));
  });
  server.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const { statusCode: status = 500, message } = error;
    if (status >= 500) request.log.error({ err: error }, "request failed");
    const code = status === 413 ? "PAYLOAD_TOO_LARGE" : status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR";
    return reply.code(status).send(errorBody(new TRPCError({ code, message }), request.id));
  });
}

async function keyOf(keys: ServiceKeyLookup, request: FastifyRequest) {
  const match = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "");
  if (match?.[1] === undefined) return null;
  try {
    return (await keys.find(match[1])) ?? null;
  } catch (error) {
    throw toTrpcError(error);
  }
}
