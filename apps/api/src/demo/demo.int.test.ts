import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { anApi, callOver, listen } from "../testing/an-api.ts";

const api = await anApi();
const TO = "2026-02-01T12:00:00.000Z";
const ORG = "01900000-0000-7000-8000-000000000001";

const asked: { readonly path: string | undefined; readonly input: unknown }[] = [];
const demo = await aDemo((path) =>
  path?.endsWith("/advance") ? { at: Date.parse(TO), ran: 3 } : { orgId: ORG, name: "Demo 2" },
);
const beside = await listen(api.deps, { demoUrl: `${demo}/secret` });
const lonely = await listen(api.deps, { demoUrl: "http://127.0.0.1:9/secret" });
const production = await listen(api.deps, { demoUrl: `${demo}/secret`, isDevelopment: false });

describe("the demo beside a development server", () => {
  it("moves the clock of an organization, and makes a new one", async () => {
    const org = await api.anOrganization();
    const moved = await callOver(beside, "demo.advance", { org, to: TO }, api.key);
    expect(moved.data).toEqual({ at: TO, ran: 3 });
    const begun = await callOver(beside, "demo.startOver", { org }, api.key);
    expect(begun.data).toEqual({ org: `org_${ORG}`, name: "Demo 2" });
    expect(asked).toEqual([
      { path: "/secret/advance", input: { orgId: org.slice("org_".length), to: Date.parse(TO) } },
      { path: "/secret/start-over", input: {} },
    ]);
  });

  it("gives the organization in which it begins again to the member who asks for it", async () => {
    const org = await api.anOrganization();
    const made = await api.anOrganization();
    const other = await aDemo(() => ({ orgId: made.slice("org_".length), name: "Demo 3" }));
    const url = await listen(api.deps, { demoUrl: `${other}/secret` });
    const { cookie } = await api.aPerson({ org });
    const page = { cookie, "content-type": "application/json", "x-scrip-client": "web" };
    const asked = await fetch(`${url}/trpc/demo.startOver`, {
      method: "POST",
      headers: page,
      body: JSON.stringify({ org }),
    });
    expect(asked.status).toBe(200);
    const session = await (await fetch(`${url}/trpc/session.get`, { headers: page })).json();
    const roles = session.result.data.organizations.map(({ id, role }: { id: string; role: string }) => [id, role]);
    expect(roles).toContainEqual([made, "owner"]);
  });

  it("that does not answer is unavailable, and the clock does not move", async () => {
    const org = await api.anOrganization();
    const { status, error } = await callOver(lonely, "demo.advance", { org, to: TO }, api.key);
    expect([status, error?.code]).toEqual([503, "unavailable"]);
    expect((await api.ok("clocks.get", { org })).at).not.toBe(TO);
  });

  it.each([
    ["without a demo", () => api.url],
    ["in production", () => production],
  ])("is asked nothing %s: the clock moves alone, and nothing starts over", async (_, url) => {
    const org = await api.anOrganization();
    const before = asked.length;
    const moved = await callOver(url(), "demo.advance", { org, to: TO }, api.key);
    expect(moved.data).toEqual({ at: TO, ran: 0 });
    expect((await callOver(url(), "demo.startOver", { org }, api.key)).error?.code).toBe("not_found");
    expect(asked).toHaveLength(before);
  });
});

/** A process that answers as the demo does. @returns its address */
async function aDemo(answer: (path: string | undefined) => object): Promise<string> {
  const server: Server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += String(part);
    });
    request.on("end", () => {
      asked.push({ path: request.url, input: JSON.parse(text) });
      response.end(JSON.stringify(answer(request.url)));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
