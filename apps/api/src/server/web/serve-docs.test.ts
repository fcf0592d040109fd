import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { TEST_LOG } from "../../testing/log.ts";
import { rawHttp } from "../../testing/raw-http.ts";
import { openHttp } from "../http/open-http.ts";
import { serveDocs } from "./serve-docs.ts";
import { serveWeb } from "./serve-web.ts";

const folder = mkdtempSync(join(tmpdir(), "scrip-docs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const dist = join(folder, "docs");
const later = join(folder, "later");
const NAVIGATION = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const PAGE = "<!doctype html><title>Rules</title>";
writeFileSync(join(folder, "secret.txt"), "a secret beside the build");
aBuild(dist);
const url = await serve(dist);

it.each(["/docs/", "/docs/index.html", "/docs/rules.html", "/docs/guides/restore.html"])(
  "serves %s under the policy of the pages",
  async (path) => {
    const { status, headers, text } = await ask(path);
    expect([status, text]).toEqual([200, PAGE]);
    expect(headers.get("content-security-policy")).toContain("script-src 'self'; style-src 'self'");
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
    expect(headers.get("cache-control")).toBe("no-cache");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  },
);

it("sends the address without a slash to the first page, so that relative links work", async () => {
  const { status, headers } = await ask("/docs");
  expect([status, headers.get("location")]).toEqual([308, "/docs/"]);
});

it("sends a file as the build compressed it", async () => {
  for (const path of ["/docs/", "/docs/rules.html"]) {
    const response = await rawHttp(url, path, { headers: { ...NAVIGATION, "accept-encoding": "gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(new Uint8Array(await response.arrayBuffer())).toString()).toBe(PAGE);
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
  }
});

it.each(["/docs/no-such-page.html", "/docs/..%2fsecret.txt", "/docs/../secret.txt", "/docs/.hidden"])(
  "serves nothing beside the build: %s",
  async (path) => {
    const { status, text } = await ask(path);
    expect([403, 404, 400]).toContain(status);
    expect(text).not.toContain("a secret");
  },
);

it("answers an unknown page with a link to the first one, and leaves other addresses to the pages of the product", async () => {
  const unknown = await ask("/docs/no-such-page.html");
  expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining('href="/docs/"')]);
  expect((await ask("/o/x")).text).toContain("The pages are not built");
});

it("gives instructions while there is no build, and the pages once there is one", async () => {
  const empty = await serve(later);
  const { status, text } = await ask("/docs/", empty);
  expect([status, text]).toEqual([503, expect.stringContaining("turbo run build --filter @scrip/docs")]);
  aBuild(later);
  expect((await ask("/docs/", empty)).text).toBe(PAGE);
});

/** Writes a build like that of the documentation. */
function aBuild(dir: string): void {
  mkdirSync(join(dir, "guides"), { recursive: true });
  for (const name of ["index.html", "rules.html", "guides/restore.html", ".hidden"])
    writeFileSync(join(dir, name), PAGE);
  for (const name of ["index.html.gz", "rules.html.gz"]) writeFileSync(join(dir, name), gzipSync(PAGE));
}

async function serve(dir: string): Promise<string> {
  const webDir = join(folder, "no-pages");
  const server = openHttp({ webDir, receiveMs: 20_000, proxyHops: 0, log: TEST_LOG });
  await serveWeb(server, webDir);
  await serveDocs(server, dir);
  await server.listen({ host: "127.0.0.1", port: 0 });
  afterAll(() => server.close());
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

async function ask(path: string, server = url) {
  const response = await rawHttp(server, path, { headers: NAVIGATION });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
