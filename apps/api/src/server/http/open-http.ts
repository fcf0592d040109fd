import fastify, { type FastifyInstance } from "fastify";
import { headEveryAnswer } from "./every-answer.ts";
import { tellProblems, tellRefusal } from "./tell-problems.ts";

/** The largest request body: a batch of a hundred calls fits many times. */
const BODY_LIMIT = 1024 * 1024;

const WITHOUT_HOOKS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/** A server that answers nothing yet, and says so as all our answers do. @param webDir of the built pages */
export async function openHttp(webDir: string): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 5000 },
    logger: { level: "error" },
    genReqId: () => crypto.randomUUID(),
    // A URL that is broken comes to no route, and to none of the hooks.
    frameworkErrors: (error, request, reply) =>
      void tellRefusal(error, request, reply.headers({ ...WITHOUT_HOOKS, "x-request-id": request.id })),
  });
  tellProblems(server, webDir);
  await headEveryAnswer(server);
  return server;
}
