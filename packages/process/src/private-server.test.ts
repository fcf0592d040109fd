import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Gauge, Registry } from "prom-client";
import { expect, it, onTestFinished } from "vitest";
import { openLog } from "./log.ts";
import { type PrivateServerOptions, servePrivately } from "./private-server.ts";

const lines: string[] = [];
const log = openLog({ name: "test", level: "info", isForPeople: true, write: (line) => void lines.push(line) });

/** Serves until the end of the test. @returns its address, and how to close it */
async function serve(some: Partial<PrivateServerOptions> = {}) {
  const port = await freePort();
  const close = await servePrivately({ ...options(), port, ...some });
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

const ask = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, init);
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
};

it("shows the metrics of a registry", async () => {
  const { url } = await serve();
  const { status, type, text } = await ask(`${url}/metrics`);
  expect([status, type]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  expect(text).toContain("parts 3");
  expect((await ask(`${url}/metrics`, { method: "HEAD" })).status).toBe(200);
});

it("shows nothing else, and no health unless it is asked to", async () => {
  const { url } = await serve();
  for (const path of ["/", "/healthz", "/readyz", "/metrics/x"]) expect((await ask(`${url}${path}`)).status).toBe(404);
  expect((await ask(`${url}/metrics`, { method: "POST" })).status).toBe(404);
});

it("is healthy while it runs, and ready while nothing keeps it from working", async () => {
  let problem: string | null = "The database does not answer.";
  const { url } = await serve({ problem: async () => problem });
  expect(await ask(`${url}/healthz`)).toMatchObject({ status: 200, text: '{"ok":true}' });
  expect(await ask(`${url}/readyz`)).toMatchObject({
    status: 503,
    text: '{"ok":false,"problem":"The database does not answer."}',
  });
  problem = null;
  expect(await ask(`${url}/readyz`)).toMatchObject({ status: 200, text: '{"ok":true}' });
});

it("answers an error where metrics or readiness cannot be read, and goes on", async () => {
  const registry = new Registry();
  new Gauge({
    name: "away",
    help: "Away",
    registers: [registry],
    collect: () => Promise.reject(new Error("the database is away")),
  });
  const { url } = await serve({ registry, problem: () => Promise.reject(new Error("the database is away")) });
  expect((await ask(`${url}/metrics`)).status).toBe(500);
  expect((await ask(`${url}/readyz`)).status).toBe(503);
  expect((await ask(`${url}/healthz`)).status).toBe(200);
  expect(lines.filter((line) => line.includes("the database is away"))).toHaveLength(2);
});

it("is off at port 0, and where nobody asked for a port and the usual one is taken", async () => {
  expect(await servePrivately({ ...options(), port: 0 })).toBeNull();
  const taken = await aTakenPort();
  expect(await servePrivately({ ...options(), port: undefined, usualPort: taken.port })).toBeNull();
  expect(lines.at(-1)).toContain(`Port ${taken.port} is taken`);
  expect(lines.at(-1)).toContain("SCRIP_X_PORT");
  await expect(servePrivately({ ...options(), port: taken.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await taken.close();
});

it("takes the usual port where none is asked for", async () => {
  const usualPort = await freePort();
  await serve({ port: undefined, usualPort });
  expect((await ask(`http://127.0.0.1:${usualPort}/metrics`)).status).toBe(200);
});

it("closes at once, also while a client keeps a connection open", async () => {
  const { url, close } = await serve();
  await ask(`${url}/metrics`);
  await close?.();
  await expect(ask(`${url}/metrics`)).rejects.toThrow("fetch failed");
});
