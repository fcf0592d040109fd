import type { Log } from "@scrip/process/log";
import fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { answerError, answerErrors } from "./answer-errors.ts";
import { setDefaultHeaders } from "./default-headers.ts";
import { RequestLog } from "./request-log.ts";

/** The largest request body: a batch of a hundred calls fits many times. */
const BODY_LIMIT = 1024 * 1024;

/** The headers of an answer that no hook runs for. */
const WITHOUT_HOOKS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/**
 * Makes a server without routes. It answers every error in the form of the API.
 * @param webDir the folder of the built pages
 */
export async function openHttp(webDir: string, log: Log): Promise<FastifyInstance> {
  // The declared type keeps the instance's type that of any Fastify server.
  const loggerInstance: FastifyBaseLogger = log;
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 5000 },
    loggerInstance,
    logController: new RequestLog(),
    genReqId: () => crypto.randomUUID(),
    // A request with a broken URL reaches no route, and no hook runs for it.
    frameworkErrors: (error, request, reply) =>
      void answerError(error, request, reply.headers({ ...WITHOUT_HOOKS, "x-request-id": request.id })),
  });
  answerErrors(server, webDir);
  await setDefaultHeaders(server);
  return server;
}
