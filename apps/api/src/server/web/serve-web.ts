import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { NO_BUILD } from "./no-build.ts";
import { setPageHeaders } from "./page-headers.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** A path that begins with one of these is never a page. */
const NOT_PAGES = new Set(["assets", "docs", "download", "healthz", "metrics", "readyz", "trpc"]);

/**
 * Serves the built pages: every file of the build at its path, in the smallest form that the build made of it. Each
 * request looks for the build, so the server finds a build that is made later.
 * @param dir the folder of the build
 */
export async function serveWeb(server: FastifyInstance, dir: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: dir,
    suppressWarning: true,
    index: false,
    dotfiles: "ignore",
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // The name of an asset contains a hash of its content.
      const isHashed = relative(dir, path).startsWith(`assets${sep}`);
      void reply.header("cache-control", isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
      if (/\.html(\.br|\.gz)?$/.test(path)) setPageHeaders(reply);
    },
  });
  server.get("/", (_request, reply) => sendPage(reply, dir));
}

/** Whether a browser navigates to an address of the pages, which the page's own router then resolves. */
export function isNavigation({ method, headers, url }: FastifyRequest): boolean {
  const isPage = !NOT_PAGES.has(url.split(/[/?#]/)[1] ?? "");
  return (method === "GET" || method === "HEAD") && isPage && (headers.accept ?? "").includes("text/html");
}

/** Sends the single page of the build at any address. The page's own router reads the address. */
export async function sendPage(reply: FastifyReply, dir: string): Promise<FastifyReply> {
  if (existsSync(join(dir, "index.html"))) return reply.sendFile("index.html");
  setPageHeaders(reply);
  return reply.code(503).type("text/html; charset=utf-8").send(NO_BUILD);
}
