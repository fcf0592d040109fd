import type { Log } from "@scrip/process/log";
import fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { answerBrokenRequest } from "./answer-broken-request.ts";
import { answerError, answerErrors } from "./answer-errors.ts";
import { setDefaultHeaders, WITHOUT_HOOKS } from "./default-headers.ts";
import { BODY_LIMIT, guardRequests } from "./guard-requests.ts";
import { RequestLog } from "./request-log.ts";

/** How often a connection is checked in the time that its request has to arrive. */
const CHECKS = 20;

/** The settings of an HTTP server. */
export interface HttpOptions {
  /** The folder of the built pages. */
  readonly webDir: string;
  /** The time in which a request must arrive, its body included, in milliseconds. */
  readonly receiveMs: number;
  /** The number of proxies before the server, whose headers it trusts. */
  readonly proxyHops: number;
  readonly log: Log;
}

/** Makes a server without routes. It answers every error in the form of the API. */
export function openHttp({ webDir, receiveMs, proxyHops, log }: HttpOptions): FastifyInstance {
  // The declared type keeps the instance's type that of any Fastify server.
  const loggerInstance: FastifyBaseLogger = log;
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    trustProxy: (_address, hop) => hop < proxyHops,
    requestTimeout: receiveMs,
    http: { headersTimeout: receiveMs, connectionsCheckingInterval: Math.ceil(receiveMs / CHECKS) },
    clientErrorHandler: answerBrokenRequest,
    routerOptions: { maxParamLength: 5000 },
    loggerInstance,
    logController: new RequestLog(),
    genReqId: () => crypto.randomUUID(),
    // A request with a broken URL reaches no route, and no hook runs for it.
    frameworkErrors: (error, request, reply) =>
      void answerError(error, request, reply.headers({ ...WITHOUT_HOOKS, "x-request-id": request.id })),
  });
  answerErrors(server, webDir);
  setDefaultHeaders(server);
  guardRequests(server);
  return server;
}
