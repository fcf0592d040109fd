import { request } from "node:http";
import { Readable } from "node:stream";

/** A request with unchanged headers and path. `fetch` would refuse or correct such a request. */
export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request on a connection of its own. @param path sent unchanged, such as `/../secret` */
export function rawHttp(server: string, path: string, { method = "GET", headers = {}, body }: RawRequest = {}) {
  return new Promise<Response>((resolve, reject) => {
    const { hostname, port } = new URL(server);
    const sent = request({ hostname, port, path, method, headers, agent: false }, (message) => {
      const pairs = Object.entries(message.headersDistinct).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      );
      const status = message.statusCode ?? 0;
      const isBare = method === "HEAD" || status === 204 || status === 304;
      if (isBare) message.resume();
      const content = isBare ? null : (Readable.toWeb(message) as ReadableStream);
      resolve(new Response(content, { status, headers: pairs }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
