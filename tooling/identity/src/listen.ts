import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface Listening {
  /** `http://localhost:PORT`: another site than an app on 127.0.0.1, although both are on one machine. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Listens on a port and answers its requests with the listener that `make` returns for the server's origin. */
export async function listen(
  port: number,
  make: (origin: string) => RequestListener | Promise<RequestListener>,
): Promise<Listening> {
  const server = createServer();
  server.listen(port, "localhost");
  await once(server, "listening");
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  server.on("request", await make(origin));
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { origin, close };
}
