import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isOverHttps } from "../../session/own-page.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** The headers of an answer that no hook runs for. */
export const WITHOUT_HOOKS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/** The headers of every answer, if its route sets no others. They are always the same, so no request computes them. */
const DEFAULTS = {
  "content-security-policy": WITHOUT_HOOKS["content-security-policy"],
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "no-referrer",
  "x-content-type-options": WITHOUT_HOOKS["x-content-type-options"],
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-frame-options": "SAMEORIGIN",
  "x-permitted-cross-domain-policies": "none",
  "x-xss-protection": "0",
};

/**
 * Sets the headers of every answer: browsers and proxies must not store it, run it or frame it as a page, or guess its
 * type. Files of the build set their own headers.
 * @source docs/rules.md#answer-headers; docs/invariants.md#browser
 */
export function setDefaultHeaders(server: FastifyInstance): void {
  server.addHook("onRequest", (_request, reply, done) => {
    void reply.headers(DEFAULTS);
    done();
  });
  server.addHook("onSend", (request, reply, payload, done) => {
    void reply.headers(headersOf(request));
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
    // A stream of the router has its own header, which would replace this one later. Streams must not be stored either.
    if (payload instanceof Response && payload.headers.has("cache-control"))
      payload.headers.set("cache-control", "no-store, no-transform");
    done(null, payload);
  });
}

/** The headers that depend on the request. */
function headersOf(request: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = { "x-request-id": request.id };
  if (isOverHttps(request)) headers["strict-transport-security"] = `max-age=${YEAR_SECONDS}; includeSubDomains`;
  return headers;
}

/** The headers of an answer that is written without Fastify, as it comes. */
export function headersOfStream(
  request: FastifyRequest,
  reply: FastifyReply,
  own: Readonly<Record<string, string>>,
): OutgoingHttpHeaders {
  return { ...(reply.getHeaders() as OutgoingHttpHeaders), ...headersOf(request), ...own };
}
