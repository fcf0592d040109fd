import type { IncomingMessage } from "node:http";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance } from "fastify";

/** The largest request body: a batch of a hundred calls fits many times. */
export const BODY_LIMIT = 1024 * 1024;

/** The methods that routes have. Other sites may not read answers, so no preflight needs OPTIONS. */
const METHODS = ["GET", "HEAD", "POST"];

/** The type of a body. Only the route of SAML assertions reads another one. */
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Where browsers post the forms of SAML identity providers, with the name of the provider behind it. */
export const ASSERTION_PATH = "/api/auth/sso/saml2/sp/acs/";

export const FORM_TYPE = "application/x-www-form-urlencoded";
const FORM_TYPES = /^application\/x-www-form-urlencoded\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Load balancers probe these, some of them by HTTP/1.0 without a Host. */
const PROBES = new Set(["/healthz", "/readyz"]);

/** A server before us could believe another one of two such headers than we do. */
const SINGLE_HEADERS = new Set([
  "authorization",
  "content-encoding",
  "content-length",
  "content-type",
  "host",
  "origin",
  "transfer-encoding",
]);

/**
 * Refuses a request by its headers alone, before its body is read. The connection then closes, so that the body is
 * never read as the next request.
 * @source docs/rules.md#requests
 */
export function guardRequests(server: FastifyInstance): void {
  server.addHook("onRequest", ({ raw }, reply, done) => {
    const refused = refusalOf(raw);
    if (refused === null) {
      done();
      return;
    }
    void reply.header("connection", "close");
    if (refused.code === "METHOD_NOT_SUPPORTED") void reply.header("allow", METHODS.join(", "));
    done(refused);
  });
  // Node would ask for the body of every request that waits for `100 Continue`.
  server.server.on("checkContinue", (request, response) => {
    if (refusalOf(request) === null) response.writeContinue();
    server.server.emit("request", request, response);
  });
}

/** Why the headers of a request are refused; `null` if they are not. */
function refusalOf(request: IncomingMessage): TRPCError | null {
  const { method = "", url = "" } = request;
  if (!METHODS.includes(method)) return refused("METHOD_NOT_SUPPORTED", "No address has this method.");
  const repeated = repeatedHeader(request.rawHeaders);
  if (repeated !== undefined) return refused("BAD_REQUEST", `The header ${repeated} is there twice.`);
  return hostRefusal(request.headers.host, url) ?? bodyRefusal(request);
}

function repeatedHeader(rawHeaders: readonly string[]): string | undefined {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return names.find((name, index) => SINGLE_HEADERS.has(name) && names.indexOf(name) < index);
}

/** The URL of a request is completed with its Host, and pages are known by it. */
function hostRefusal(host: string | undefined, url: string): TRPCError | null {
  if (host === undefined && PROBES.has(url)) return null;
  const isPlain = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d+)?$/i.test(host ?? "");
  return isPlain && URL.canParse(`http://${host}`) ? null : refused("BAD_REQUEST", "The Host header is malformed.");
}

function bodyRefusal({ method, headers, url = "" }: IncomingMessage): TRPCError | null {
  const { "content-type": type, "content-length": length = "0", "transfer-encoding": coding } = headers;
  const hasBody = coding !== undefined || Number(length) > 0;
  if (method !== "POST") return hasBody ? refused("BAD_REQUEST", `A ${method} has no body.`) : null;
  const { "content-encoding": compression = "identity" } = headers;
  if (compression !== "identity") return refused("UNSUPPORTED_MEDIA_TYPE", "The body must not be compressed.");
  const isForm = url.startsWith(ASSERTION_PATH) && type !== undefined && FORM_TYPES.test(type);
  const isOther = type === undefined ? hasBody : !JSON_TYPE.test(type) && !isForm;
  if (isOther) return refused("UNSUPPORTED_MEDIA_TYPE", "The body must be application/json in UTF-8.");
  return Number(length) > BODY_LIMIT ? refused("PAYLOAD_TOO_LARGE", "The body is too large: at most 1 MiB.") : null;
}

function refused(code: TRPCError["code"], message: string): TRPCError {
  return new TRPCError({ code, message });
}
