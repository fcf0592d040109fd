import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import { isOverHttps } from "../../session/own-page.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * What browsers and proxies are told of every answer: not to keep it, not to run or frame it as a page,
 * not to guess its type. Files of the build say otherwise for themselves.
 * @source docs/rules.md#answer-headers; docs/invariants.md#browser
 */
export async function headEveryAnswer(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Only over HTTPS, see below.
    strictTransportSecurity: false,
  });
  server.addHook("onSend", async (request, reply, payload) => {
    void reply.header("x-request-id", request.id);
    if (isOverHttps(request))
      void reply.header("strict-transport-security", `max-age=${YEAR_SECONDS}; includeSubDomains`);
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-store");
    // The router's streams bring their own, which would be set later; they are money like everything else.
    if (payload instanceof Response && payload.headers.has("cache-control"))
      payload.headers.set("cache-control", "no-store, no-transform");
  });
}
