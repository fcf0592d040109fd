import type { Page } from "./open-page.ts";

type Session = Awaited<ReturnType<ReturnType<Page["context"]>["newCDPSession"]>>;

/** One thing that a page asked for. */
export interface Asked {
  readonly path: string;
  readonly kind: "html" | "js" | "css" | "data" | "other";
  /** Of the wall clock, in milliseconds. */
  readonly at: number;
  /** What came over the wire, head and compressed body; 0 while nothing has, or from the cache. */
  bytes: number;
}

/** What a page asked for and heard. */
export interface Wire {
  readonly asked: readonly Asked[];
  /** When each message of the live stream arrived, by the wall clock. */
  readonly messages: readonly number[];
}

export async function watchWire(session: Session): Promise<Wire> {
  const asked = new Map<string, Asked>();
  const messages = [] as number[];
  session.on("Network.requestWillBeSent", ({ requestId, request, wallTime }) => {
    const path = new URL(request.url).pathname;
    asked.set(requestId, { path, kind: kindOf(path), at: wallTime * 1000, bytes: 0 });
  });
  const count = (requestId: string, bytes: (before: number) => number): void => {
    const one = asked.get(requestId);
    if (one !== undefined) one.bytes = bytes(one.bytes);
  };
  // A streamed answer may be used long before it is said to be finished, so what arrives is counted as it does.
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
    get asked() {
      return [...asked.values()];
    },
    messages,
  };
}

function kindOf(path: string): Asked["kind"] {
  if (path.startsWith("/trpc/")) return "data";
  if (path.endsWith(".js")) return "js";
  if (path.endsWith(".css")) return "css";
  return path.startsWith("/assets/") ? "other" : "html";
}
