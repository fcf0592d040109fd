import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";

/** Sent with every call of our own pages; another site's page would have to ask us first, and is not answered. */
const CLIENT_HEADER = "x-scrip-client";

/**
 * Whether a browser sent it for another site's page, so that a cookie in it is no sign of what a person wants.
 * @param origin the address that browsers know this server by; `null` takes the one that was asked for
 */
export function isFromForeignPage({ headers }: FastifyRequest, origin: string | null): boolean {
  if (headers.origin === undefined) return false;
  if (origin !== null) return headers.origin !== origin;
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host;
}

/** Whether it may change something on behalf of a person: sent by a page of ours, as its header and its browser say. */
export function isFromOwnPage(request: FastifyRequest, origin: string | null): boolean {
  const { [CLIENT_HEADER]: client, "sec-fetch-site": site = "same-origin" } = request.headers;
  return Boolean(client) && site === "same-origin" && !isFromForeignPage(request, origin);
}

/**
 * Whether it was sent to a name that nobody else can point at this machine: an address, or this host. A page
 * under a name of its own could otherwise have that name lead here, and would then be of our own origin.
 */
export function isToKnownHost({ headers }: FastifyRequest, origin: string | null): boolean {
  const address = `http://${headers.host ?? ""}`;
  if (!URL.canParse(address)) return false;
  const { host, hostname } = new URL(address);
  if (origin !== null && host === new URL(origin).host) return true;
  return /^(.+\.)?localhost$/.test(hostname) || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
}

/** Whether the browser speaks HTTPS, to us or to the proxy before us; one that claims it wrongly harms only itself. */
export function isOverHttps({ protocol, headers }: FastifyRequest): boolean {
  return protocol === "https" || headers["x-forwarded-proto"] === "https";
}
