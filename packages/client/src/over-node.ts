import type { Agent, IncomingMessage, RequestOptions } from "node:http";
import type { Exchange, HttpRequest, ResponseReader } from "./exchange.ts";

/**
 * Opens `node:http` with connections that stay open: a request costs a third of the CPU of one by `fetch`.
 * @param endpoint the address of the API, such as `https://billing.example.com/trpc`
 * @returns `null` where there is no `node:http`: in browsers, in Bun and Deno, and in Node before 20.16
 */
export function overNode(endpoint: string): Exchange | null {
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  const http = protocol === "https:" ? builtin("node:https") : builtin("node:http");
  if (http === null) return null;
  const address = {
    agent: new http.Agent({ keepAlive: true }) as Agent,
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port || (protocol === "https:" ? 443 : 80),
  };
  return ({ method, path, headers, body }: HttpRequest, reader: ResponseReader) => {
    const options: RequestOptions = { ...address, method, path: `${pathname}${path}`, headers };
    const request = http.request(options, (response) => read(response, reader));
    request.once("error", (error) => reader.fail(error));
    request.end(body ?? undefined);
    return () => request.destroy();
  };
}

function read(response: IncomingMessage, reader: ResponseReader): void {
  const { statusCode = 0, headers } = response;
  const head = {
    status: statusCode,
    contentType: headers["content-type"] ?? "",
    retryAfter: headers["retry-after"] ?? null,
  };
  if (!reader.head(head)) {
    response.destroy();
    return;
  }
  response.setEncoding("utf8");
  response.on("data", (part: string) => reader.text(part));
  response.once("end", () => reader.end());
  response.once("error", (error) => reader.fail(error));
}

interface Builtins {
  readonly "node:http": typeof import("node:http");
  readonly "node:https": typeof import("node:https");
}

/** A module of Node. An import would need it in browsers as well. Bun and Deno imitate it, and are faster by `fetch`. */
function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] | null {
  if (typeof process === "undefined" || "bun" in process.versions || "deno" in process.versions) return null;
  const node: { getBuiltinModule?(id: string): unknown } = process;
  return (node.getBuiltinModule?.(name) ?? null) as Builtins[Name] | null;
}
