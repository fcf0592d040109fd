import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";
import { COMMITTED, CommitFinder } from "./commit-finder.ts";

/**
 * Where a COMMIT is cut. `before`: before it reaches the server. `after`: the server has run it, and the answer does
 * not reach the client. `in silence`: like `after`, but the connection stays open and carries no more data.
 */
type CutAt = "before" | "after" | "in silence";

/** A proxy between a process and PostgreSQL that can be made to fail (PX). */
export interface Proxy {
  /** The address of the same database through the proxy. */
  through(url: string): string;
  /** Breaks every connection, and refuses new ones until `mend`. */
  cut(): void;
  /** Keeps connections open and forwards nothing until `mend`, which breaks them. */
  stall(): void;
  /** Cuts the next so many COMMITs. */
  cutCommits(at: CutAt, times: number): void;
  /** How many COMMITs were cut. */
  readonly commitsCut: number;
  mend(): void;
}

/** Opens a proxy before the server of this address, until the end of the test file. */
export async function aProxy(databaseUrl: string): Promise<Proxy> {
  const { hostname, port } = new URL(databaseUrl);
  const open = new Set<Socket>();
  let state: "whole" | "cut" | "stalled" = "whole";
  let commits: { at: CutAt; left: number } = { at: "before", left: 0 };
  let commitsCut = 0;
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
    const finder = new CommitFinder();
    let answerCut: CutAt | null = null;
    let isSilent = false;
    client.on("data", (bytes: Buffer) => {
      if (state !== "whole") return;
      const before = finder.find(bytes);
      const isCut = before !== null && commits.left > 0;
      if (isCut) {
        commits.left -= 1;
        commitsCut += 1;
      }
      if (isCut && commits.at === "before") {
        // Forward the bytes before the COMMIT; the server then finds the connection closed.
        behind.end(bytes.subarray(0, before));
        client.destroy();
        return;
      }
      if (isCut) answerCut = commits.at;
      behind.write(bytes);
    });
    behind.on("data", (bytes: Buffer) => {
      if (answerCut !== null && bytes.includes(COMMITTED)) {
        if (answerCut === "after") client.destroy();
        isSilent = true;
      }
      if (!isSilent && state === "whole") client.write(bytes);
    });
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
    cutCommits(at, times) {
      commits = { at, left: times };
    },
    get commitsCut() {
      return commitsCut;
    },
    mend() {
      state = "whole";
      commits.left = 0;
      breakAll();
    },
  };
}
