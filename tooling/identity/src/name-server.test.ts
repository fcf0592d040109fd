import { Resolver } from "node:dns/promises";
import { afterAll, expect, it } from "vitest";
import { startNameServer } from "./name-server.ts";

const server = await startNameServer();
afterAll(() => server.close());
const resolver = new Resolver({ timeout: 100, tries: 1 });
resolver.setServers([server.address]);

it("answers with the TXT records of a name", async () => {
  const long = "x".repeat(300);
  server.set("_challenge.acme.test", ["one", long]);
  const records = await resolver.resolveTxt("_challenge.ACME.test");
  expect(records.map((parts) => parts.join("")).toSorted()).toEqual(["one", long]);
});

it("knows no other names, and can be silent", async () => {
  await expect(resolver.resolveTxt("other.test")).rejects.toMatchObject({ code: "ENOTFOUND" });
  server.isUp = false;
  await expect(resolver.resolveTxt("other.test")).rejects.toMatchObject({ code: "ETIMEOUT" });
});
