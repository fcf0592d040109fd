import type { FastifyInstance } from "fastify";
import { Counter, Histogram, type Registry } from "prom-client";

const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60];

/** Counts requests by the pattern of their route, such as `/trpc/:path`. Requests without a route count together. */
export function addHttpMetrics(registry: Registry, server: FastifyInstance): void {
  const registers = [registry];
  const requests = new Counter({
    name: "scrip_http_requests_total",
    help: "Requests, by method, route and status.",
    labelNames: ["method", "route", "status"] as const,
    registers,
  });
  const durations = new Histogram({
    name: "scrip_http_request_seconds",
    help: "The time to the end of an answer, by route. A live stream lasts as long as its page is open.",
    labelNames: ["route"] as const,
    buckets: SECONDS,
    registers,
  });
  server.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    // A request without a route may have any method.
    const method = route === "none" ? "any" : request.method;
    requests.inc({ method, route, status: reply.statusCode });
    durations.observe({ route }, reply.elapsedTime / 1000);
    done();
  });
}
