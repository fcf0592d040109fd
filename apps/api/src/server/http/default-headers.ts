import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import { isOverHttps } from "../../session/own-page.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** The headers of an answer that no hook runs for. */
export const WITHOUT_HOOKS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none';frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
};

/**
 * Sets the headers of every answer: browsers and proxies must not store it, run it or frame it as a page, or guess its
 * type. Files of the build set their own headers.
 * @source docs/rules.md#answer-headers; docs/invariants.md#browser
 */
export async function setDefaultHeaders(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // The hook below sets this header, over HTTPS only.
    strictTransportSecurity: false,
  });
  server.addHook("onSend", async (request, reply, payload) => {
    void reply.header("x-request-id", request.id);
    if (isOverHttps(request))
      void reply.header("strict-transport-security", `max-age=${YEAR_SECONDS}; includeSubDomains`);
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
    // A stream of the router has its own header, which would replace this one later. Streams must not be stored either.
    if (payload instanceof Response && payload.headers.has("cache-control"))
      payload.headers.set("cache-control", "no-store, no-transform");
  });
}
