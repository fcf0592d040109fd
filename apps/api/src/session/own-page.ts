import { isIP } from "node:net";
import { refused } from "@scrip/usecases/refused";
import type { FastifyRequest } from "fastify";

/** Our own pages send this header with every call. A page of another site needs a preflight, which fails here. */
const CLIENT_HEADER = "x-scrip-client";

/**
 * Whether a browser sent the request for a page of another site. Then its cookie does not show what the person wants.
 * @param origin the origin of this server in browsers; `null` compares with the scheme, host and port of the request
 */
export function isFromForeignPage(request: FastifyRequest, origin: string | null): boolean {
  const sender = request.headers.origin;
  return sender !== undefined && sender !== (origin ?? originOf(request));
}

/**
 * The origin of this server in the browser of a request, for links.
 * @param origin the configured one. Without it, the host must be a name that no other site controls: a mail must not
 *   lead to a host that a stranger wrote into a header.
 * @throws RefusedError `foreign_page`
 */
export function originFor(request: FastifyRequest, origin: string | null): string {
  const found = origin ?? (isToKnownHost(request, origin) ? originOf(request) : null);
  if (found !== null) return found;
  throw refused(
    "foreign_page",
    "Open this server by its address, such as http://127.0.0.1:4870, or start it with SCRIP_ORIGIN set to the one you use.",
  );
}

/**
 * The origin that a request came to, as its browser sees it. The headers of proxies count only as far as the server
 * trusts its proxies.
 */
function originOf({ protocol, host }: FastifyRequest): string | null {
  const address = `${protocol}://${host}`;
  return /^https?:/.test(address) && URL.canParse(address) ? new URL(address).origin : null;
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
