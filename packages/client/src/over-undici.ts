import type { Dispatcher, Pool } from "undici";
import type { Exchange, HttpRequest, ResponseReader } from "./exchange.ts";

/** The own time-outs of the client bound a request, also while it waits for a connection. */
const NO_TIMEOUTS = { headersTimeout: 0, bodyTimeout: 0, connectTimeout: 0 };

/**
 * Opens `undici` with connections that stay open: a request costs half of the CPU of one by `node:http`, and an eighth of
 * one by `fetch`.
 * @param endpoint the address of the API, such as `https://billing.example.com/trpc`
 * @returns `null` where it does not load: in browsers, in Bun and Deno, and in Node before 20.18.1
 */
export function overUndici(endpoint: string): Exchange | null {
  const undici = loadUndici();
  if (undici === null) return null;
  const { origin, pathname } = new URL(endpoint);
  const pool = new undici.Pool(origin, { ...NO_TIMEOUTS, pipelining: 1 });
  return (request, reader) => send(pool, { ...request, path: `${pathname}${request.path}` }, reader);
}

function send(pool: Pool, { method, path, headers, body }: HttpRequest, reader: ResponseReader): () => void {
  const decoder = new TextDecoder();
  let controller: Dispatcher.DispatchController | undefined;
  let isLeft = false;
  const leave = (): void => {
    isLeft = true;
    controller?.abort(new Error("the caller left"));
  };
  const fail = (error: unknown): void => {
    if (!isLeft) reader.fail(error);
  };
  try {
    pool.dispatch(
      { method, path, headers, body },
      {
        onRequestStart(started) {
          controller = started;
          if (isLeft) leave();
        },
        onResponseStart(_controller, status, { "content-type": contentType, "retry-after": retryAfter }) {
          const head = { status, contentType: only(contentType) ?? "", retryAfter: only(retryAfter) };
          if (!isLeft && !reader.head(head)) leave();
        },
        onResponseData(_controller, part) {
          if (!isLeft) reader.text(decoder.decode(part, { stream: true }));
        },
        onResponseEnd() {
          if (isLeft) return;
          reader.text(decoder.decode());
          reader.end();
        },
        onResponseError(_controller, error) {
          fail(error);
        },
      },
    );
  } catch (error) {
    fail(error);
  }
  return leave;
}

/** A header that came more than once counts as its first. */
function only(value: string | readonly string[] | undefined): string | null {
  return (typeof value === "object" ? value[0] : value) ?? null;
}

/** An import would need the package in browsers as well. Bun and Deno imitate Node, and are faster by `fetch`. */
function loadUndici(): typeof import("undici") | null {
  if (typeof process === "undefined" || "bun" in process.versions || "deno" in process.versions) return null;
  const node: { getBuiltinModule?(id: string): unknown } = process;
  const modules = node.getBuiltinModule?.("node:module") as typeof import("node:module") | undefined;
  try {
    return modules?.createRequire(import.meta.url)("undici") ?? null;
  } catch {
    return null;
  }
}
