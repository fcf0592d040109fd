import type { FastifyReply } from "fastify";

/** Our pages may load files of this server, and call it. They may not use inline code, inline style or frames. */
const PAGE_POLICY = [
  "default-src 'none'",
  ...["script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src"].map((list) => `${list} 'self'`),
  ...["base-uri", "object-src", "frame-ancestors"].map((list) => `${list} 'none'`),
  "form-action 'self'",
].join("; ");

/** Features of browsers that no page of ours uses. */
const PERMISSIONS = ["camera", "microphone", "geolocation", "payment", "usb", "browsing-topics"]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** Sets the headers of a page, in addition to the headers of every answer. */
export function setPageHeaders(reply: FastifyReply): void {
  void reply.header("content-security-policy", PAGE_POLICY).header("permissions-policy", PERMISSIONS);
}
