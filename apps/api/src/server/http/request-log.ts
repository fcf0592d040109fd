import { type FastifyReply, type FastifyRequest, LogController } from "fastify";

/**
 * Makes Fastify log one line for a request at level `debug`, and its problems. Lines name the route and never the URL,
 * which may hold a key.
 */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const fields = {
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      tookMs: Math.round(reply.elapsedTime),
    };
    if (error) reply.log.error({ ...fields, err: error }, "the answer of a request failed");
    else reply.log.debug(fields, "request completed");
  }
}
