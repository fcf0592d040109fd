import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createSocket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPost, type PostOptions } from "./post-webhook.ts";

const PUBLIC = { address: "1.1.1.1", family: 4 };
const LOOPBACK = { address: "127.0.0.1", family: 4 };

/** Starts a receiver on this machine. @returns its port, and the paths that were asked for */
async function aReceiver(answer: RequestListener) {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? "");
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, paths };
}

/** Posts to an address; private ones are refused unless the test says otherwise. */
const post = (url: string, some: Partial<PostOptions> = {}) =>
  openPost({ allowsPlain: true, allowsPrivate: false, timeoutMs: 5000, ...some })({
    url,
    headers: { "webhook-id": "notice_1" },
    body: "{}",
  });

const REFUSED = { status: null, problem: "address_refused" };

describe("an address is refused at the connection", () => {
  it("if its name resolves to this machine only at the second delivery", async () => {
    const { port, paths } = await aReceiver((_, response) => response.end());
    const answers = [[LOOPBACK], [{ address: "127.0.0.2", family: 4 }]];
    const resolve = async () => answers.shift() ?? [];
    // The test reaches no other machine, so it treats its own first address as a public one.
    const isPublic = (address: string) => address === LOOPBACK.address;
    const url = `http://receiver.example.com:${port}/`;
    expect(await post(url, { resolve, isPublic })).toMatchObject({ status: 200 });
    expect(await post(url, { resolve, isPublic })).toEqual(REFUSED);
    expect(await post(url, { resolve: async () => [LOOPBACK] })).toEqual(REFUSED);
    expect(paths).toEqual(["/"]);
  });

  it.each([
    ["one of several", [PUBLIC, LOOPBACK]],
    ["metadata of a cloud", [{ address: "169.254.169.254", family: 4 }]],
    ["IPv4 in IPv6", [{ address: "::ffff:127.0.0.1", family: 6 }]],
    ["NAT64", [{ address: "64:ff9b::7f00:1", family: 6 }]],
    ["carrier-grade NAT", [{ address: "100.64.0.1", family: 4 }]],
    ["multicast", [{ address: "ff02::1", family: 6 }]],
  ])("if it resolves to a private address: %s", async (_name, found) => {
    expect(await post("http://receiver.example.com/", { resolve: async () => found })).toEqual(REFUSED);
  });

  it.each([
    "https://user:secret@example.com/",
    "https://user@example.com/",
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[fe80::1]/",
    "http://localhost/",
    "http://api.localhost./",
    "ftp://example.com/",
    "file:///etc/passwd",
    "nothing",
  ])("%s", async (url) => {
    expect(await post(url)).toEqual(REFUSED);
  });

  it("without TLS in production", async () => {
    expect(await post("http://example.com/", { allowsPlain: false, resolve: async () => [PUBLIC] })).toEqual(REFUSED);
  });
});

describe("a receiver on this machine, where private addresses are allowed", () => {
  const local = { allowsPrivate: true, resolve: async () => [LOOPBACK] };

  it("gets the body under its headers", async () => {
    const got = Promise.withResolvers<object>();
    const { port } = await aReceiver((request, response) => {
      void text(request).then((body) => {
        const { method, headers } = request;
        got.resolve({ method, body, id: headers["webhook-id"], host: headers.host });
        response.setHeader("retry-after", "7").writeHead(503).end("later\0");
      });
    });
    const answer = await post(`http://receiver.example.com:${port}/hooks?a=1`, local);
    expect(answer).toEqual({ status: 503, problem: null, answer: "later\ufffd", retryAfter: "7" });
    expect(await got.promise).toEqual({
      method: "POST",
      body: "{}",
      id: "notice_1",
      host: `receiver.example.com:${port}`,
    });
  });

  it("that redirects is not followed, wherever it points", async () => {
    const { port, paths } = await aReceiver((_, response) =>
      response.writeHead(307, { location: "http://127.0.0.1:1/private" }).end(),
    );
    expect(await post(`http://receiver.example.com:${port}/hooks`, local)).toMatchObject({ status: 307 });
    expect(paths).toEqual(["/hooks"]);
  });

  it("that never answers costs the time-out", async () => {
    const { port } = await aReceiver(() => {});
    const url = `http://receiver.example.com:${port}/`;
    expect(await post(url, { ...local, timeoutMs: 100 })).toEqual({ status: null, problem: "timed_out" });
  });

  it("that answers without an end is read for 4 kB", async () => {
    const { port } = await aReceiver((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(1000)));
      };
      response.on("drain", more);
      more();
    });
    const { answer = "" } = (await post(`http://receiver.example.com:${port}/`, local)) as { answer?: string };
    expect(answer).toHaveLength(4096);
  });

  it("that is down, or speaks no HTTP, has no answer", async () => {
    const socket = createSocket((client) => client.end("nonsense\n"));
    socket.listen(0, "127.0.0.1");
    await once(socket, "listening");
    onTestFinished(() => void socket.close());
    const failed = { status: null, problem: "connection_failed" };
    expect(await post(`http://127.0.0.1:${(socket.address() as AddressInfo).port}/`, local)).toEqual(failed);
    expect(await post("http://127.0.0.1:1/", local)).toEqual(failed);
    const resolve = () => Promise.reject(new Error("ENOTFOUND"));
    expect(await post("http://nowhere.example.com/", { resolve })).toEqual(failed);
  });

  it("that speaks no TLS has no valid certificate", async () => {
    const { port } = await aReceiver((_, response) => response.end());
    expect(await post(`https://receiver.example.com:${port}/`, local)).toEqual({
      status: null,
      problem: "bad_certificate",
    });
  });
});
