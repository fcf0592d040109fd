import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";

/** Stands between the API and PostgreSQL, and can be made to fail (PX). */
export interface Proxy {
  /** The address of the same database through it. */
  through(url: string): string;
  /** Breaks every connection, and refuses new ones until `mend`. */
  cut(): void;
  /** Keeps connections open and lets nothing pass any more until `mend`, which breaks those. */
  stall(): void;
  mend(): void;
}

/** A proxy before the server of this address, for the rest of the file. */
export async function aProxy(databaseUrl: string): Promise<Proxy> {
  const { hostname, port } = new URL(databaseUrl);
  const open = new Set<Socket>();
  let state: "whole" | "cut" | "stalled" = "whole";
  const breakAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((client) => {
    open.add(client);
    client.on("close", () => open.delete(client)).on("error", () => {});
    if (state === "cut") client.destroy();
    if (state !== "whole") return;
    const behind = connect(Number(port), hostname);
    client.on("close", () => behind.destroy());
    behind.on("close", () => client.destroy()).on("error", () => {});
    client.on("data", (bytes) => state === "whole" && behind.write(bytes));
    behind.on("data", (bytes) => state === "whole" && client.write(bytes));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    breakAll();
    server.close();
  });
  return {
    through(url) {
      const changed = new URL(url);
      changed.port = String((server.address() as AddressInfo).port);
      return changed.href;
    },
    cut() {
      state = "cut";
      breakAll();
    },
    stall() {
      state = "stalled";
    },
    mend() {
      state = "whole";
      breakAll();
    },
  };
}
