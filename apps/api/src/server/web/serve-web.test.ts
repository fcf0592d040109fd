import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { TEST_LOG } from "../../testing/log.ts";
import { rawHttp } from "../../testing/raw-http.ts";
import { openHttp } from "../http/open-http.ts";
import { serveWeb } from "./serve-web.ts";

const folder = mkdtempSync(join(tmpdir(), "scrip-web-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const dist = join(folder, "dist");
const later = join(folder, "later");

const PAGE = "<!doctype html><title>Scrip</title>";
const SCRIPT = "console.log('scrip');";
const SECRET = "a secret beside the build";
writeFileSync(join(folder, "secret.txt"), SECRET);
aBuild(dist);

const url = await serve(dist);
const NAVIGATION = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const POLICY = {
  "default-src": "'none'",
  "base-uri": "'none'",
  "object-src": "'none'",
  "frame-ancestors": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self'",
  "font-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "form-action": "'self'",
};

describe("the page", () => {
  it.each([
    "/",
    "/sign-in",
    "/o/org_01900000-0000-7000-8000-000000000001/jobs",
    "/o/x/activity?kinds=charged",
    "/_kit",
  ])("is at %s and may load and call only this server", async (path) => {
    const { status, headers, text } = await ask(path, { headers: NAVIGATION });
    expect([status, text]).toEqual([200, PAGE]);
    expect(policyOf(headers)).toEqual(POLICY);
    expect(Object.fromEntries(headers)).toMatchObject({
      "cache-control": "no-cache",
      "content-type": "text/html; charset=utf-8",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
    });
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  it("is also served by its file name, under the same policy", async () => {
    const { status, headers, text } = await ask("/index.html");
    expect([status, text, policyOf(headers)]).toEqual([200, PAGE, POLICY]);
    expect(headers.get("cache-control")).toBe("no-cache");
  });

  it("is not sent again while it is unchanged", async () => {
    const { headers } = await ask("/", { headers: NAVIGATION });
    const again = await ask("/", { headers: { ...NAVIGATION, "if-none-match": headers.get("etag") ?? "" } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("answers HEAD without its content", async () => {
    const { status, headers, text } = await ask("/o/x", { method: "HEAD", headers: NAVIGATION });
    expect([status, text, headers.get("content-length")]).toEqual([200, "", `${PAGE.length}`]);
  });

  it.each([
    ["an address of the API", "/trpc/no.such/deeper", { headers: NAVIGATION }],
    ["the API itself", "/trpc", { headers: NAVIGATION }],
    ["a download that is not there", "/download/no.csv", { headers: NAVIGATION }],
    ["metrics, which are elsewhere", "/metrics", { headers: NAVIGATION }],
    ["a health check that is not there", "/healthz/x", { headers: NAVIGATION }],
    ["an asset of an older build", "/assets/index-0ld.js", { headers: NAVIGATION }],
    ["a request for JSON", "/o/x", { headers: { accept: "application/json" } }],
    ["a request without an accept header", "/o/x", {}],
    ["a POST to a page", "/o/x", { method: "POST", headers: NAVIGATION }],
  ])("is not %s", async (_name, path, request) => {
    const { status, headers, text } = await ask(path, request);
    expect([status, JSON.parse(text).error.data.scrip.code]).toEqual([404, "not_found"]);
    expect(policyOf(headers)).toEqual({ "default-src": "'none'", "frame-ancestors": "'none'" });
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("an asset", () => {
  it("is cached for a year, since its name changes with its content", async () => {
    const { status, headers, text } = await ask("/assets/index-a1b2.js");
    expect([status, text]).toEqual([200, SCRIPT]);
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(headers.get("content-type")).toMatch(/javascript/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["br, gzip", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
  ])("is sent as the build compressed it: %s", async (accepted, encoding, open) => {
    for (const [path, content, kept] of [
      ["/assets/index-a1b2.js", SCRIPT, /immutable$/],
      ["/", PAGE, /^no-cache$/],
    ] as const) {
      const response = await rawHttp(url, path, { headers: { ...NAVIGATION, "accept-encoding": accepted } });
      expect(response.headers.get("content-encoding")).toBe(encoding);
      expect(response.headers.get("vary")).toMatch(/accept-encoding/i);
      expect(open(new Uint8Array(await response.arrayBuffer())).toString()).toBe(content);
      expect(response.headers.get("cache-control")).toMatch(kept);
      expect(policyOf(response.headers)["script-src"]).toBe(path === "/" ? "'self'" : undefined);
    }
  });

  it("is cached only if its name has a hash; other files of the build may change", async () => {
    const { status, headers } = await ask("/icon.svg");
    expect([status, headers.get("cache-control")]).toEqual([200, "no-cache"]);
    // A picture that is opened by itself may run nothing.
    expect(policyOf(headers)).toEqual({ "default-src": "'none'", "frame-ancestors": "'none'" });
  });
});

describe("a file outside the build", () => {
  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/..%5csecret.txt",
    "/assets/%2e%2e/%2e%2e/secret.txt",
    "//secret.txt",
    "/./../secret.txt",
    "/assets/....//secret.txt",
    "/%252e%252e/secret.txt",
    `${join(folder, "secret.txt")}`,
    `/${join(folder, "secret.txt")}`,
    "/.hidden",
    "/assets/.hidden",
    "/%00",
    "/%E0%A4%A",
  ])("is not served, nor are hidden files: %s", async (path) => {
    for (const headers of [{}, NAVIGATION]) {
      const { status, text, headers: answered } = await ask(path, { headers });
      expect(text).not.toContain(SECRET);
      expect(status < 500).toBe(true);
      const isPage = status === 200 && text === PAGE && policyOf(answered)["script-src"] === "'self'";
      expect(isPage || /"code":"(not_found|bad_input)"/.test(text)).toBe(true);
      expect([answered.get("x-content-type-options"), policyOf(answered)["default-src"]]).toEqual([
        "nosniff",
        "'none'",
      ]);
    }
  });
});

describe("without a build", () => {
  it("a browser gets instructions to make one, and the pages once the build exists", async () => {
    const empty = await serve(later);
    const { status, headers, text } = await ask("/", { headers: NAVIGATION }, empty);
    expect([status, headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
    expect(text).toContain("turbo run build --filter @scrip/web");
    expect([policyOf(headers), headers.get("cache-control")]).toEqual([POLICY, "no-store"]);
    expect((await ask("/assets/index-a1b2.js", {}, empty)).status).toBe(404);
    aBuild(later);
    expect((await ask("/", { headers: NAVIGATION }, empty)).text).toBe(PAGE);
    expect((await ask("/assets/index-a1b2.js", {}, empty)).text).toBe(SCRIPT);
  });
});

/** Writes a build like Vite's, with its compressed files. */
function aBuild(dir: string): void {
  mkdirSync(join(dir, "assets"), { recursive: true });
  for (const [name, content] of [
    ["index.html", PAGE],
    ["assets/index-a1b2.js", SCRIPT],
  ] as const) {
    writeFileSync(join(dir, name), content);
    writeFileSync(join(dir, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(dir, `${name}.gz`), gzipSync(content));
  }
  writeFileSync(join(dir, "icon.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const hidden of [".hidden", "assets/.hidden"]) writeFileSync(join(dir, hidden), SECRET);
}

/** Starts a server with the pages only, without the API. */
async function serve(dir: string): Promise<string> {
  const server = openHttp({ webDir: dir, receiveMs: 20_000, proxyHops: 0, log: TEST_LOG });
  await serveWeb(server, dir);
  await server.listen({ host: "127.0.0.1", port: 0 });
  afterAll(() => server.close());
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

async function ask(path: string, request: Parameters<typeof rawHttp>[2] = {}, server = url) {
  const response = await rawHttp(server, path, request);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function policyOf(headers: Headers): Record<string, string> {
  const directives = (headers.get("content-security-policy") ?? "").split(";").map((text) => text.trim());
  return Object.fromEntries(directives.map((text) => [text.split(" ")[0] ?? "", text.split(" ").slice(1).join(" ")]));
}
