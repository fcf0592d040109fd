import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errorBody, toTrpcError } from "../../trpc/error-data.ts";
import { isNavigation, sendPage } from "../web/serve-web.ts";
import { errorEnvelope, isOfHttpApi } from "./error-envelope.ts";
import { retryAfterOf } from "./retry-after.ts";

/** Answers errors outside the router in the router's form, and those of `/v1` in the form of the HTTP API. */
export function answerErrors(server: FastifyInstance, webDir: string): void {
  server.setNotFoundHandler(async (request, reply) => {
    if (isNavigation(request) && !isOfHttpApi(request)) return sendPage(reply, webDir);
    return send(new TRPCError({ code: "NOT_FOUND", message: "There is nothing at this address." }), request, reply);
  });
  server.setErrorHandler<Error>(async (error, request, reply) => answerError(error, request, reply));
}

/** Answers an error of a use case, or of Fastify. */
export function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = ofFastify(error) ?? toTrpcError(error);
  if (getHTTPStatusCodeFromError(known) >= 500) request.log.error({ err: error }, "request failed");
  return send(known, request, reply);
}

function send(error: TRPCError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  void reply.headers(retryAfterOf([error]));
  const body = isOfHttpApi(request) ? errorEnvelope(error, request.id) : errorBody(error, request.id);
  return reply.code(getHTTPStatusCodeFromError(error)).send(body);
}

/** Converts a refusal of Fastify: a body that is too large or broken, a path that leads out of a folder. */
function ofFastify(error: Partial<FastifyError>): TRPCError | undefined {
  const { statusCode: status = 500, message = "" } = error;
  if (status >= 500) return undefined;
  // Fastify's message would repeat the URL, which may hold a key.
  if (error.code === "FST_ERR_BAD_URL") return new TRPCError({ code: "BAD_REQUEST", message: "The URL is broken." });
  return new TRPCError({ code: CODES[status] ?? "BAD_REQUEST", message });
}

const CODES: Readonly<Record<number, TRPCError["code"]>> = {
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
};
