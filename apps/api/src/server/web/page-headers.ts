import type { FastifyReply } from "fastify";

/** All that our pages may do: load what this server serves, and talk to it. No inline code or style, no frames. */
const PAGE_POLICY = [
  "default-src 'none'",
  ...["script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src"].map((list) => `${list} 'self'`),
  ...["base-uri", "object-src", "frame-ancestors"].map((list) => `${list} 'none'`),
  "form-action 'self'",
].join("; ");

/** What no page of ours has a use for. */
const PERMISSIONS = ["camera", "microphone", "geolocation", "payment", "usb", "browsing-topics"]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** What a browser is told of a page, beside what it is told of every answer. */
export function pageHeaders(reply: FastifyReply): void {
  void reply.header("content-security-policy", PAGE_POLICY).header("permissions-policy", PERMISSIONS);
}
