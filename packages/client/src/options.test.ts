import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ClientOptions, settingsOf } from "./options.ts";
import { VERSION } from "./version.ts";

const settings = (options: Partial<ClientOptions> = {}) =>
  settingsOf({ url: "https://billing.example.com", key: "scrip_1", ...options });

describe("the options of a client", () => {
  it("have defaults", () => {
    expect(settings()).toMatchObject({
      endpoint: "https://billing.example.com/trpc",
      timeoutMs: 10_000,
      retryForMs: 30_000,
      maxInFlight: 4,
      maxCalls: 100,
      headers: { "x-scrip-client": `scrip-client/${VERSION}` },
    });
  });

  it.each([
    ["http://localhost:4870", "http://localhost:4870/trpc"],
    ["http://localhost:4870/", "http://localhost:4870/trpc"],
    ["https://example.com/billing//", "https://example.com/billing/trpc"],
    ["https://example.com/billing/trpc", "https://example.com/billing/trpc"],
    ["https://example.com/?a=b#c", "https://example.com/trpc"],
  ])("accept the address %s", (url, endpoint) => {
    expect(settings({ url }).endpoint).toBe(endpoint);
  });

  it.each<[string, Partial<ClientOptions>]>([
    ["url", { url: "billing.example.com" }],
    ["url", { url: "ftp://billing.example.com" }],
    ["url", { url: "https://user:password@billing.example.com" }],
    ["key", { key: "" }],
    ["key", { key: "two words" }],
    ["caller", { caller: "orchestrator" }],
    ["caller", { caller: "a/1\nx: y" }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["timeoutMs", { timeoutMs: Number.NaN }],
    ["retryForMs", { retryForMs: -1 }],
    ["maxInFlight", { maxInFlight: 0 }],
    ["maxInFlight", { maxInFlight: 1.5 }],
    ["maxCalls", { maxCalls: 0 }],
    ["maxCalls", { maxCalls: 101 }],
  ])("name the invalid option: %s", (name, options) => {
    expect(() => settings(options)).toThrow(new RegExp(`^${name}: must be`));
  });

  it("include the package's version", () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(VERSION).toBe(version);
  });
});
