import type { Page } from "./open-page.ts";

type Session = Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>;

/** One request of a page. */
export interface PageRequest {
  readonly path: string;
  readonly kind: "html" | "js" | "css" | "data" | "other";
  /** When the page sent the request, in wall-clock milliseconds. */
  readonly at: number;
  /** Bytes received over the network, head and compressed body; 0 before any arrive, or for a cached answer. */
  bytes: number;
}

/** The network traffic of a page. */
export interface Wire {
  readonly requests: readonly PageRequest[];
  /** The arrival time of each live message, in wall-clock milliseconds. */
  readonly messages: readonly number[];
}

export async function watchWire(session: Session): Promise<Wire> {
  const requests = new Map<string, PageRequest>();
  const messages = [] as number[];
  session.on("Network.requestWillBeSent", ({ requestId, request, wallTime }) => {
    const path = new URL(request.url).pathname;
    requests.set(requestId, { path, kind: kindOf(path), at: wallTime * 1000, bytes: 0 });
  });
  const count = (requestId: string, bytes: (before: number) => number): void => {
    const found = requests.get(requestId);
    if (found !== undefined) found.bytes = bytes(found.bytes);
  };
  // A page may use a streamed answer long before it is finished, so count bytes as they arrive.
  session.on("Network.responseReceived", ({ requestId, response }) =>
    count(requestId, () => response.encodedDataLength),
  );
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) =>
    count(requestId, (before) => before + encodedDataLength),
  );
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    count(requestId, () => encodedDataLength),
  );
  session.on("Network.eventSourceMessageReceived", ({ eventName }) => {
    if (eventName === "message") messages.push(Date.now());
  });
  await session.send("Network.enable");
  return {
    get requests() {
      return [...requests.values()];
    },
    messages,
  };
}

function kindOf(path: string): PageRequest["kind"] {
  if (path.startsWith("/trpc/")) return "data";
  if (path.endsWith(".js")) return "js";
  if (path.endsWith(".css")) return "css";
  return path.startsWith("/assets/") ? "other" : "html";
}
