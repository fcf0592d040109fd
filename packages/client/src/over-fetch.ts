import type { Exchange, HttpRequest, ResponseReader } from "./exchange.ts";
import type { FetchLike } from "./options.ts";

/**
 * Opens `fetch`. It does not follow redirects: a redirect would turn a command into a read, and could send the key to
 * another server.
 * @param endpoint the address of the API, such as `https://billing.example.com/trpc`
 */
export function overFetch(endpoint: string, send: FetchLike): Exchange {
  return (request, reader) => {
    const controller = new AbortController();
    fetchInto(reader, send, endpoint, request, controller.signal).catch((error: unknown) => reader.fail(error));
    return () => controller.abort();
  };
}

async function fetchInto(
  reader: ResponseReader,
  send: FetchLike,
  endpoint: string,
  { method, path, headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<void> {
  const response = await send(`${endpoint}${path}`, { method, headers, body, signal, redirect: "manual" });
  const head = {
    status: response.status,
    contentType: response.headers.get("content-type") ?? "",
    retryAfter: response.headers.get("retry-after"),
  };
  if (!reader.head(head)) {
    await response.body?.cancel();
    return;
  }
  if (response.body !== null) await readAll(response.body, reader);
  reader.end();
}

async function readAll(body: ReadableStream<Uint8Array>, reader: ResponseReader): Promise<void> {
  const decoder = new TextDecoder();
  const parts = body.getReader();
  for (let part = await parts.read(); !part.done; part = await parts.read())
    reader.text(decoder.decode(part.value, { stream: true }));
  reader.text(decoder.decode());
}
