import type { FastifyRequest } from "fastify";
import { describe, expect, it } from "vitest";
import { isFromForeignPage, isFromOwnPage, isToKnownHost } from "./own-page.ts";

const HOST = "127.0.0.1:4870";
const HERE = `http://${HOST}`;
const PAGE = { host: HOST, origin: HERE, "x-scrip-client": "web", "sec-fetch-site": "same-origin" };
const PROXIED = "https://credits.example.com";

function request(headers: Record<string, string | undefined>, protocol = "http"): FastifyRequest {
  return { headers, protocol, host: headers.host ?? "" } as unknown as FastifyRequest;
}

describe("G5 a change", () => {
  it.each([
    ["a page of ours", PAGE, null],
    ["a browser that sends only our header", { host: HOST, "x-scrip-client": "web" }, null],
    ["a page behind a proxy that changes the host", { ...PAGE, origin: PROXIED }, PROXIED],
  ])("is accepted from %s", (_name, headers, origin) => {
    expect(isFromOwnPage(request(headers), origin)).toBe(true);
    expect(isFromForeignPage(request(headers), origin)).toBe(false);
  });

  it.each([
    ["a form, which cannot set the header", { ...PAGE, "x-scrip-client": undefined }],
    ["an empty header", { ...PAGE, "x-scrip-client": "" }],
    ["another site, as the browser's header says", { ...PAGE, "sec-fetch-site": "cross-site" }],
    ["another port of this machine", { ...PAGE, "sec-fetch-site": "same-site" }],
    ["an address bar", { ...PAGE, "sec-fetch-site": "none" }],
  ])("is not accepted from %s", (_name, headers) => {
    expect(isFromOwnPage(request(headers), null)).toBe(false);
  });

  it.each([
    "https://evil.example",
    "http://127.0.0.1:4871",
    "http://127.0.0.1",
    "null",
    "",
    `${HERE}.evil.example`,
    `https://${HOST}`,
    `ftp://${HOST}`,
    `${HERE}/`,
    `http://x@${HOST}`,
  ])("is not accepted from a page of %s, which may not read either", (origin) => {
    expect(isFromOwnPage(request({ ...PAGE, origin }), null)).toBe(false);
    expect(isFromForeignPage(request({ ...PAGE, origin }), null)).toBe(true);
  });

  it("is accepted from a page over HTTPS where the request came over HTTPS, at the port that the scheme implies", () => {
    const page = { ...PAGE, host: "credits.example.com", origin: PROXIED };
    expect(isFromOwnPage(request(page, "https"), null)).toBe(true);
    expect(isFromOwnPage(request(page, "http"), null)).toBe(false);
    expect(isFromOwnPage(request({ ...page, host: "credits.example.com:443" }, "https"), null)).toBe(true);
    expect(isFromOwnPage(request({ ...page, origin: "null" }, "javascript"), null)).toBe(false);
  });

  it.each([HERE, "http://credits.example.com", "https://credits.example.com:444"])(
    "is accepted from the configured origin only, and not from %s",
    (origin) => {
      expect(isFromOwnPage(request({ ...PAGE, origin }), PROXIED)).toBe(false);
    },
  );
});

describe("a development server", () => {
  it.each([HOST, "127.0.0.1", "localhost:4870", "scrip.localhost", "192.168.1.7:80", "[::1]:4870", "10.0.0.1"])(
    "is known as %s, a name that no other site controls",
    (host) => {
      expect(isToKnownHost(request({ host }), null)).toBe(true);
    },
  );

  it.each([undefined, "", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:4870", "a b"])(
    "is not known as %s",
    (host) => {
      expect(isToKnownHost(request({ host }), null)).toBe(false);
    },
  );

  it("is known by the configured origin", () => {
    expect(isToKnownHost(request({ host: "credits.example.com" }), PROXIED)).toBe(true);
    expect(isToKnownHost(request({ host: "other.example.com" }), PROXIED)).toBe(false);
  });
});
