import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkedUrl, fetchPublicJson } from "./fetch-public.ts";

const LOCAL = { allowsLocal: true };
const PRODUCTION = { allowsLocal: false };

describe("a fetch of a customer's address", () => {
  it("answers with JSON", async () => {
    expect(await fetchPublicJson(await serve((_request, response) => response.end('{"a":1}')), LOCAL)).toEqual({
      a: 1,
    });
  });

  it("follows no redirect", async () => {
    const inside = await serve((_request, response) => response.writeHead(302, { location: "/inside" }).end());
    await expect(fetchPublicJson(inside, LOCAL)).rejects.toThrow("answers with status 302");
  });

  it("reads no endless answer", async () => {
    const endless = await serve((_request, response) => {
      const more = (): void =>
        void (response.write(Buffer.alloc(65_536)) ? setImmediate(more) : response.once("drain", more));
      more();
    });
    await expect(fetchPublicJson(endless, LOCAL)).rejects.toThrow("more than 256 kB");
  });

  it("refuses what is no JSON", async () => {
    const page = await serve((_request, response) => response.end("<html>"));
    await expect(fetchPublicJson(page, LOCAL)).rejects.toThrow("does not answer with JSON");
  });

  it.each([
    ["plain HTTP", "http://idp.example.com", "must be reached by https"],
    ["this machine", "https://127.0.0.1/x", "not on the public internet"],
    ["this machine by IPv6", "https://[::1]/x", "not on the public internet"],
    ["an IPv4 address in an IPv6 one", "https://[::ffff:127.0.0.1]/", "not on the public internet"],
    ["the metadata of a cloud", "https://169.254.169.254/latest/meta-data", "not on the public internet"],
    ["a number for an address", "https://2130706433/", "not on the public internet"],
    ["a password in the address", "https://a:b@idp.example.com", "must not contain a password"],
    ["another scheme", "file:///etc/passwd", "must be reached by https"],
    ["no address", "idp", "is not an address"],
  ])("refuses %s", (_what, address, problem) => {
    expect(() => checkedUrl(address, PRODUCTION)).toThrow(problem);
  });

  it("refuses a name that resolves to this machine", async () => {
    await expect(fetchPublicJson("https://localhost:1/", PRODUCTION)).rejects.toThrow("not on the public internet");
  });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
