import { describe, expect, it } from "vitest";
import { anApi, callOver } from "../testing/an-api.ts";
import { read } from "../testing/answered.ts";

const api = await anApi();
const JSON_TYPE = { "content-type": "application/json" };

describe("health", () => {
  it.each(["/healthz", "/readyz"])("%s answers any caller", async (path) => {
    const response = await fetch(`${api.url}${path}`);
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
  });
});

describe("every answer", () => {
  it.each([
    ["a call", () => api.call("balance.get", {})],
    ["a refused call", () => api.call("holds.place", { nonsense: 1 })],
    ["a call without a key", () => callOver(api.url, "holds.place", {}, null)],
    ["a health check", () => fetch(`${api.url}/healthz`)],
    ["an unknown address", () => fetch(`${api.url}/nowhere`)],
    ["an unknown procedure", () => fetch(`${api.url}/trpc/no.such`)],
    ["a body that is too large", () => callOver(api.url, "holds.place", { text: "x".repeat(1_100_000) }, api.key)],
  ])("to %s may not be stored, sniffed, framed or run as a page", async (_name, ask) => {
    const { headers } = await ask();
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-store",
      "content-type": expect.stringMatching(/^application\/json/),
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
      "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    // After this header, a browser could no longer use plain HTTP.
    expect(headers.get("strict-transport-security")).toBeNull();
    // A page of another site may not read it.
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("server") ?? headers.get("x-powered-by")).toBeNull();
  });
});

describe("over HTTPS", () => {
  it("browsers must use HTTPS from then on, if the proxy before us says so", async () => {
    const { headers } = await fetch(`${api.url}/healthz`, { headers: { "x-forwarded-proto": "https" } });
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  });
});

describe("a request that reaches no procedure", () => {
  it("F4 is refused with a body above a megabyte", async () => {
    const { status, error } = await callOver(api.url, "holds.place", { text: "x".repeat(1_100_000) }, api.key);
    expect([status, error?.code]).toEqual([413, "bad_input"]);
    expect(error?.message).toMatch(/too large/);
  });

  it.each<[string, string, RequestInit, number]>([
    ["a mutation by GET", "holds.place?input={}", {}, 405],
    ["a query by POST", "balance.get", { method: "POST", body: "{}", headers: JSON_TYPE }, 405],
    ["a body of another type", "holds.place", { method: "POST", body: "{}" }, 415],
    ["a form", "holds.place", { method: "POST", body: new URLSearchParams({ amount: "5" }) }, 415],
  ])("G5 %s is an error of the caller, not of Scrip", async (_name, path, init, expected) => {
    const headers = { authorization: `Bearer ${api.key}`, ...init.headers };
    const { status, error } = await read(await fetch(`${api.url}/trpc/${path}`, { ...init, headers }));
    expect([status, error?.code]).toEqual([expected, "bad_input"]);
  });

  it("to an unknown procedure or address is not found, and the answer does not repeat what may hold a key", async () => {
    const procedure = await read(await fetch(`${api.url}/trpc/no.such`));
    expect([procedure.status, procedure.error?.code]).toEqual([404, "not_found"]);
    const address = await read(await fetch(`${api.url}/${api.key}?key=${api.key}`));
    expect([address.status, address.error?.code]).toEqual([404, "not_found"]);
    expect(address.text).not.toContain(api.key);
    expect(address.error?.requestId).toBe(address.headers.get("x-request-id"));
  });

  it("has an id from the server, whatever id the caller sends", async () => {
    const headers = { "x-request-id": "mine", "request-id": "mine" };
    const { error, headers: answered } = await read(await fetch(`${api.url}/trpc/balance.get`, { headers }));
    expect(error?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answered.get("x-request-id")).toBe(error?.requestId);
  });
});
