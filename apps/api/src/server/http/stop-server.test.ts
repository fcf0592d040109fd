import { expect, it, vi } from "vitest";
import { TEST_LOG } from "../../testing/log.ts";
import { openHttp } from "./open-http.ts";
import { stopServer } from "./stop-server.ts";

const A_DAY_MS = 24 * 3_600_000;

it("E9 finishes running requests, and then does not wait for open connections", async () => {
  const { http, url, begun, door } = await aServer();
  // `fetch` keeps its connections for the next request, as browsers and services do.
  const answered = fetch(`${url}/slow`);
  await begun;
  const stopped = stopServer(http, A_DAY_MS);
  await vi.waitFor(() => expect(http.server.listening).toBe(false));
  door.resolve();
  expect(await (await answered).text()).toBe("begun, done");
  await stopped;
});

it("E9 cuts off a request that does not finish", async () => {
  const { http, url, begun } = await aServer();
  const answer = await fetch(`${url}/slow`);
  await begun;
  await stopServer(http, 1);
  await expect(answer.text()).rejects.toThrow("terminated");
});

/** A server whose one answer, a stream, ends when a door opens. */
async function aServer() {
  const http = openHttp({ webDir: "no-build", receiveMs: 20_000, proxyHops: 0, log: TEST_LOG });
  const door = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const start = async (stream: ReadableStreamDefaultController): Promise<void> => {
    stream.enqueue(new TextEncoder().encode("begun, "));
    begun.resolve();
    await door.promise;
    stream.enqueue(new TextEncoder().encode("done"));
    stream.close();
  };
  http.get("/slow", () => new Response(new ReadableStream({ start })));
  const url = await http.listen({ host: "127.0.0.1", port: 0 });
  return { http, url, begun: begun.promise, door };
}
