import { freePort } from "@scrip/db/testing";
import { servePrivately } from "@scrip/process/private-server";
import { afterAll, describe, expect, it, vi } from "vitest";
import { anApi, callOver, partsOf } from "../../testing/an-api.ts";
import { TEST_LOG } from "../../testing/log.ts";
import { createServer } from "../create-server.ts";

const api = await anApi();
const { http, registry } = await createServer(partsOf(api.deps));
const url = await http.listen({ host: "127.0.0.1", port: 0 });
afterAll(() => http.close());

const port = await freePort();
const endMetrics = await servePrivately({
  host: "127.0.0.1",
  port,
  usualPort: 0,
  portVariable: "SCRIP_METRICS_PORT",
  registry,
  log: TEST_LOG,
});
afterAll(() => endMetrics?.());
const own = `http://127.0.0.1:${port}`;
const shown = async () => (await fetch(`${own}/metrics`)).text();

describe("metrics", () => {
  it("count calls by procedure and outcome, and name no organization or key", async () => {
    const org = await api.anOrganization({ credit: 5 });
    await callOver(url, "balance.get", { org }, api.key);
    await callOver(url, "charges.create", { org, amount: "9", idempotencyKey: "too much" }, api.key);
    await callOver(url, "charges.create", { org, amount: "9", idempotencyKey: "too-much" }, api.key);
    await callOver(url, "balance.get", { org }, null);
    await callOver(url, `no.such.${"x".repeat(50)}`, {}, api.key);
    const text = await shown();
    expect(text).toContain('scrip_api_calls_total{procedure="balance.get",outcome="answered"} 1');
    expect(text).toContain('scrip_api_calls_total{procedure="balance.get",outcome="refused"} 1');
    expect(text).toContain('scrip_api_calls_total{procedure="charges.create",outcome="refused"} 2');
    expect(text).toContain('scrip_api_call_seconds_count{procedure="balance.get"} 2');
    expect(text).not.toMatch(/no\.such|scrip_[op][A-Za-z0-9_-]{20}|org_/);
  });

  it("count received announcements, and show whether the listener is connected", async () => {
    const before = await value("scrip_changes_heard_total");
    await api.anOrganization({ credit: 5 });
    const heard = async () => expect(await value("scrip_changes_heard_total")).toBeGreaterThan(before);
    await vi.waitFor(heard, { timeout: 15_000 });
    expect(await value("scrip_changes_listening")).toBe(1);
    expect(await value("scrip_ledger_announced_total")).toBeGreaterThan(0);
    expect(await value("scrip_ledger_announce_failed_total")).toBe(0);
    expect(await value("scrip_live_streams")).toBe(0);
  });

  it("are not on the API's port, and their port serves nothing else", async () => {
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    for (const path of ["/", "/trpc/balance.get", "/healthz"]) expect((await fetch(`${own}${path}`)).status).toBe(404);
  });
});

async function value(name: string): Promise<number> {
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(await shown())?.[1]);
}
