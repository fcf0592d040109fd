import type { AnyTRPCRouter, TRPCError } from "@trpc/server";
import { fastifyRequestHandler } from "@trpc/server/adapters/fastify";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ROUTER_PATH } from "../../limits/admit.ts";
import type { Context } from "../../trpc/context.ts";
import { retryAfterOf } from "../http/retry-after.ts";
import { answerInLines, answerTogether } from "./answer-calls.ts";
import { answerStream } from "./answer-stream.ts";
import { MOST_CALLS, type Procedures, readCalls } from "./read-calls.ts";

/** A caller sends this header if it can read the answers of a batch one by one, as lines. */
const LINES_HEADER = "x-scrip-lines";

/** What the routes of a router need. */
export interface RouterParts {
  readonly router: AnyTRPCRouter;
  readonly contextOf: (request: FastifyRequest) => Context;
  /** Called for each call that fails. */
  readonly onError: (error: TRPCError, path: string, request: FastifyRequest, context: Context | undefined) => void;
}

/**
 * Serves a router under `/trpc`. Plain requests are answered without tRPC's conversion of each request into one of the
 * web and back, which takes a quarter of the CPU of a call. All other requests go to tRPC's adapter.
 * Both have the same routes, formats and errors.
 */
export async function serveRouter(server: FastifyInstance, parts: RouterParts): Promise<void> {
  const { router, contextOf, onError } = parts;
  // The router is flat at run time, and nested in its types.
  const procedures = router._def.procedures as unknown as Procedures;
  await server.register(async (routes) => {
    routes.removeContentTypeParser("application/json");
    routes.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body));
    routes.all(ROUTER_PATH, async (request, reply) => {
      const given = readCalls(request, procedures);
      if (given === null) return answerByAdapter(request, reply, parts);
      const context = contextOf(request);
      const answering = {
        router,
        context,
        onError: (error: TRPCError, path: string) => onError(error, path, request, context),
      };
      const [only] = given.calls;
      if (given.type === "subscription" && only !== undefined) return answerStream(request, reply, only, answering);
      const inLines = given.isBatch && request.headers[LINES_HEADER] !== undefined;
      await (inLines ? answerInLines : answerTogether)(reply, given, answering);
      return reply;
    });
  });
}

function answerByAdapter(request: FastifyRequest, reply: FastifyReply, { router, contextOf, onError }: RouterParts) {
  const { path } = request.params as { readonly path: string };
  return fastifyRequestHandler({
    req: request,
    res: reply,
    path,
    router,
    maxBatchSize: MOST_CALLS,
    createContext: () => contextOf(request),
    responseMeta: ({ errors }) => ({ headers: retryAfterOf(errors) }),
    onError: ({ error, path: procedure = "", ctx }) => onError(error, procedure, request, ctx),
  });
}
