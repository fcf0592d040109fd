import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Gauge, Registry } from "prom-client";
import { expect, it, onTestFinished } from "vitest";
import { openLog } from "./log.ts";
import { type PrivateServerOptions, servePrivately } from "./private-server.ts";

const lines: string[] = [];
const log = openLog({ name: "test", level: "info", isForPeople: true, write: (line) => void lines.push(line) });

/** Starts a server for the rest of the test. @returns its address, and a function that closes it */
async function serve(changed: Partial<PrivateServerOptions> = {}) {
  const port = await freePort();
  const close = await servePrivately({ ...options(), port, ...changed });
  onTestFinished(() => close?.());
  return { url: `http://127.0.0.1:${port}`, close };
}

function options(): PrivateServerOptions {
  const registry = new Registry();
  new Gauge({ name: "parts", help: "Parts", registers: [registry] }).set(3);
  return { host: "127.0.0.1", port: 0, usualPort: 0, portVariable: "SCRIP_X_PORT", registry, log };
}

async function freePort(): Promise<number> {
  const { port, close } = await aTakenPort();
  await close();
  return port;
}

async function aTakenPort() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { port: (server.address() as AddressInfo).port, close };
}

const get = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, init);
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
};

it("serves the metrics of a registry", async () => {
  const { url } = await serve();
  const { status, type, text } = await get(`${url}/metrics`);
  expect([status, type]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  expect(text).toContain("parts 3");
  expect((await get(`${url}/metrics`, { method: "HEAD" })).status).toBe(200);
});

it("serves nothing else, and no health without `problem`", async () => {
  const { url } = await serve();
  for (const path of ["/", "/healthz", "/readyz", "/metrics/x"]) expect((await get(`${url}${path}`)).status).toBe(404);
  expect((await get(`${url}/metrics`, { method: "POST" })).status).toBe(404);
});

it("is healthy while it runs, and ready while `problem` returns null", async () => {
  let problem: string | null = "The database does not answer.";
  const { url } = await serve({ problem: async () => problem });
  expect(await get(`${url}/healthz`)).toMatchObject({ status: 200, text: '{"ok":true}' });
  expect(await get(`${url}/readyz`)).toMatchObject({
    status: 503,
    text: '{"ok":false,"problem":"The database does not answer."}',
  });
  problem = null;
  expect(await get(`${url}/readyz`)).toMatchObject({ status: 200, text: '{"ok":true}' });
});

it("answers with an error if metrics or readiness cannot be read, and continues to serve", async () => {
  const registry = new Registry();
  new Gauge({
    name: "unreadable",
    help: "Unreadable",
    registers: [registry],
    collect: () => Promise.reject(new Error("the database does not answer")),
  });
  const { url } = await serve({ registry, problem: () => Promise.reject(new Error("the database does not answer")) });
  expect((await get(`${url}/metrics`)).status).toBe(500);
  expect((await get(`${url}/readyz`)).status).toBe(503);
  expect((await get(`${url}/healthz`)).status).toBe(200);
  expect(lines.filter((line) => line.includes("the database does not answer"))).toHaveLength(2);
});

it("is off at port 0, and if no port is set and the usual port is taken", async () => {
  expect(await servePrivately({ ...options(), port: 0 })).toBeNull();
  const taken = await aTakenPort();
  expect(await servePrivately({ ...options(), port: undefined, usualPort: taken.port })).toBeNull();
  expect(lines.at(-1)).toContain(`Port ${taken.port} is taken`);
  expect(lines.at(-1)).toContain("SCRIP_X_PORT");
  await expect(servePrivately({ ...options(), port: taken.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await taken.close();
});

it("uses the usual port if no port is set", async () => {
  const usualPort = await freePort();
  await serve({ port: undefined, usualPort });
  expect((await get(`http://127.0.0.1:${usualPort}/metrics`)).status).toBe(200);
});

it("closes at once, even if a client keeps its connection open", async () => {
  const { url, close } = await serve();
  await get(`${url}/metrics`);
  await close?.();
  await expect(get(`${url}/metrics`)).rejects.toThrow("fetch failed");
});
