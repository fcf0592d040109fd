import { getTRPCErrorFromUnknown, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorEnvelope } from "../server/http/error-envelope.ts";
import { retryAfterOf } from "../server/http/retry-after.ts";
import { runProcedure } from "../server/router/run-procedure.ts";
import type { Context } from "../trpc/context.ts";
import { openApiDocument } from "./document/document.ts";
import { OPERATIONS, type Operation } from "./operations/operations.ts";
import { inputOf } from "./read-input.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The procedure that a route of the HTTP API calls. */
    readonly procedure?: string;
  }
}

/** What the routes of the HTTP API need. */
export interface OperationParts {
  readonly contextOf: (request: FastifyRequest) => Context;
  /** Called for each call that fails. */
  readonly onError: (error: TRPCError, path: string, request: FastifyRequest, context: Context) => void;
}

/**
 * Serves the procedures of services under plain addresses, `/v1/...`, for callers that are not TypeScript. A call runs
 * the same procedure as one of tRPC: its permission, limits, log and metrics are those of the procedure.
 * @source docs/http-api.md
 */
export async function serveOperations(server: FastifyInstance, parts: OperationParts): Promise<void> {
  await server.register(async (routes) => {
    routes.removeContentTypeParser("application/json");
    routes.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body));
    let text: string | undefined;
    routes.get("/v1/openapi.json", (_request, reply) => {
      text ??= JSON.stringify(openApiDocument());
      return reply.header("content-type", "application/json").send(text);
    });
    for (const operation of OPERATIONS) {
      const { method, path: url, name } = operation;
      routes.route({
        method,
        url,
        config: { procedure: name },
        handler: (request, reply) => answer(operation, request, reply, parts),
      });
      routes.route({
        method: method === "GET" ? "POST" : "GET",
        url,
        handler: (_request, reply) => {
          void reply.header("allow", method);
          throw new TRPCError({ code: "METHOD_NOT_SUPPORTED", message: `${url} is called by ${method}.` });
        },
      });
    }
  });
}

async function answer(
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  { contextOf, onError }: OperationParts,
): Promise<FastifyReply> {
  const ctx = contextOf(request);
  const { name: path, type, procedure } = operation;
  void reply.header("content-type", "application/json");
  // Read inside the call, so that a body that is no JSON is counted like any other wrong input.
  let input: Record<string, unknown> | undefined;
  const getRawInput = async () => (input ??= inputOf(operation, request));
  let answered: unknown;
  try {
    answered = await runProcedure(procedure, { ctx, path, type, getRawInput, signal: undefined, batchIndex: 0 });
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    onError(error, path, request, ctx);
    void reply.headers(retryAfterOf([error])).code(getHTTPStatusCodeFromError(error));
    answered = errorEnvelope(error, request.id);
  }
  return reply.send(JSON.stringify(answered));
}
