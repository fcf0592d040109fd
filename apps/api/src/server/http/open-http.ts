import type { Log } from "@scrip/process/log";
import fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { headEveryAnswer } from "./every-answer.ts";
import { RequestLog } from "./request-log.ts";
import { tellProblems, tellRefusal } from "./tell-problems.ts";

/** The largest request body: a batch of a hundred calls fits many times. */
const BODY_LIMIT = 1024 * 1024;

const WITHOUT_HOOKS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/** A server that answers nothing yet, and says so as all our answers do. @param webDir of the built pages */
export async function openHttp(webDir: string, log: Log): Promise<FastifyInstance> {
  // The declared type keeps the instance's type that of any Fastify server.
  const loggerInstance: FastifyBaseLogger = log;
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 5000 },
    loggerInstance,
    logController: new RequestLog(),
    genReqId: () => crypto.randomUUID(),
    // A URL that is broken comes to no route, and to none of the hooks.
    frameworkErrors: (error, request, reply) =>
      void tellRefusal(error, request, reply.headers({ ...WITHOUT_HOOKS, "x-request-id": request.id })),
  });
  tellProblems(server, webDir);
  await headEveryAnswer(server);
  return server;
}
