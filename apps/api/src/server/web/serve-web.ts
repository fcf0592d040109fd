import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { NO_BUILD } from "./no-build.ts";
import { pageHeaders } from "./page-headers.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** The first part of addresses that are never a page's. */
const NOT_PAGES = new Set(["assets", "download", "healthz", "metrics", "readyz", "trpc"]);

/**
 * Serves the built pages: every file of the build at its path, in the smallest form that the build made of
 * it. The build is looked up with each request, so one that is made later is found.
 * @param dir the build's folder
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
      // The names of assets hold a hash of what is in them.
      const isHashed = relative(dir, path).startsWith(`assets${sep}`);
      void reply.header("cache-control", isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
      if (/\.html(\.br|\.gz)?$/.test(path)) pageHeaders(reply);
    },
  });
  server.get("/", (_request, reply) => sendPage(reply, dir));
}

/** Whether a browser wants to go there, and the page is to find out what it is. */
export function isNavigation({ method, headers, url }: FastifyRequest): boolean {
  const isPage = !NOT_PAGES.has(url.split(/[/?#]/)[1] ?? "");
  return (method === "GET" || method === "HEAD") && isPage && (headers.accept ?? "").includes("text/html");
}

/** The one page of the build, whatever the address; the page's own router reads that. */
export async function sendPage(reply: FastifyReply, dir: string): Promise<FastifyReply> {
  if (existsSync(join(dir, "index.html"))) return reply.sendFile("index.html");
  pageHeaders(reply);
  return reply.code(503).type("text/html; charset=utf-8").send(NO_BUILD);
}
