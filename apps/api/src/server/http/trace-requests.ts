import type { BegunSpan, Traces } from "@scrip/process/traces";
import type { FastifyInstance, FastifyRequest } from "fastify";

/**
 * Records a span for each request, named by its method and route. The lines of its log have the id of the trace. The
 * header `traceparent` of a caller that traces too puts the span into the trace of the caller.
 */
export function traceRequests(server: FastifyInstance, traces: Traces): void {
  const spans = new WeakMap<FastifyRequest, BegunSpan>();
  server.addHook("onRequest", (request, reply, done) => {
    const { method, headers } = request;
    const route = request.routeOptions.url;
    const { traceparent } = headers;
    const span = traces.begin({
      name: `${method} ${route ?? "without a route"}`,
      isServer: true,
      traceparent: typeof traceparent === "string" ? traceparent : undefined,
      attributes: () => ({
        "http.request.method": method,
        "http.route": route,
        "http.response.status_code": reply.statusCode,
        "scrip.request_id": request.id,
      }),
    });
    spans.set(request, span);
    request.log = request.log.child({ traceId: span.traceId });
    reply.log = request.log;
    done();
  });
  // The body arrives in events of the socket, which are outside of the span. So the span begins to run after it.
  server.addHook("preHandler", (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) done();
    else span.run(done);
  });
  server.addHook("onResponse", (request, reply, done) => {
    spans.get(request)?.end(reply.statusCode >= 500 ? new Error("the request failed") : undefined);
    done();
  });
}
