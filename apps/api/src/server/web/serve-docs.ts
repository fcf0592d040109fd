import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { NO_DOCS, NO_DOCS_PAGE } from "./no-build.ts";
import { setPageHeaders } from "./page-headers.ts";

/** Where the documentation lies. */
const PREFIX = "/docs";
const FIRST = "index.html";

/**
 * Serves the built documentation under `/docs`, with the policy of the pages. Each request looks for the build, so the
 * server finds a build that is made later.
 * @param dir the folder of the build
 */
export async function serveDocs(server: FastifyInstance, dir: string): Promise<void> {
  await server.register(openDocs, { prefix: PREFIX });

  async function openDocs(docs: FastifyInstance): Promise<void> {
    docs.get("", { prefixTrailingSlash: "no-slash" }, (_request, reply) => reply.redirect(`${PREFIX}/`, 308));
    docs.get("/", { prefixTrailingSlash: "slash" }, (_request, reply) =>
      existsSync(join(dir, FIRST)) ? reply.sendFile(FIRST, dir) : sendNoPage(reply, dir),
    );
    await docs.register(fastifyStatic, {
      root: dir,
      suppressWarning: true,
      index: false,
      dotfiles: "ignore",
      decorateReply: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        void reply.header("cache-control", "no-cache");
        if (/\.html(\.br|\.gz)?$/.test(path)) setPageHeaders(reply);
      },
    });
    docs.setNotFoundHandler((_request, reply) => sendNoPage(reply, dir));
  }
}

/** Answers an address under `/docs` that has no page, in words for people. */
function sendNoPage(reply: FastifyReply, dir: string): FastifyReply {
  setPageHeaders(reply);
  const isBuilt = existsSync(join(dir, FIRST));
  return reply
    .code(isBuilt ? 404 : 503)
    .header("cache-control", "no-store")
    .type("text/html; charset=utf-8")
    .send(isBuilt ? NO_DOCS_PAGE : NO_DOCS);
}
