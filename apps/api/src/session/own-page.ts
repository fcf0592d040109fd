import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";

/** Our own pages send this header with every call. A page of another site needs a preflight, which fails here. */
const CLIENT_HEADER = "x-scrip-client";

/**
 * Whether a browser sent the request for a page of another site. Then its cookie does not show what the person wants.
 * @param origin the origin of this server in browsers; `null` compares with the Host header
 */
export function isFromForeignPage({ headers }: FastifyRequest, origin: string | null): boolean {
  if (headers.origin === undefined) return false;
  if (origin !== null) return headers.origin !== origin;
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host;
}

/** Whether the request may make changes for a person: its headers say that a page of ours sent it. */
export function isFromOwnPage(request: FastifyRequest, origin: string | null): boolean {
  const { [CLIENT_HEADER]: client, "sec-fetch-site": site = "same-origin" } = request.headers;
  return Boolean(client) && site === "same-origin" && !isFromForeignPage(request, origin);
}

/**
 * Whether the request names an IP address, localhost or our own origin as its host. Another site can point its own name
 * at this machine (DNS rebinding); its page would then have our origin.
 */
export function isToKnownHost({ headers }: FastifyRequest, origin: string | null): boolean {
  const address = `http://${headers.host ?? ""}`;
  if (!URL.canParse(address)) return false;
  const { host, hostname } = new URL(address);
  if (origin !== null && host === new URL(origin).host) return true;
  return /^(.+\.)?localhost$/.test(hostname) || isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
}

/** Whether the browser uses HTTPS, to us or to the proxy before us. A client that lies about it harms only itself. */
export function isOverHttps({ protocol, headers }: FastifyRequest): boolean {
  return protocol === "https" || headers["x-forwarded-proto"] === "https";
}
