import { createTRPCClient, httpSubscriptionLink, type TRPCClientError } from "@trpc/client";
import { EventSource } from "eventsource";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { AppRouter } from "../router.ts";
import { createServer, type Server } from "../server/create-server.ts";
import { anApi, openTestDeps, partsOf } from "../testing/an-api.ts";
import { rawHttp } from "../testing/raw-http.ts";
import { REFRESH_MS } from "./feed.ts";

const api = await anApi();

const served: Server[] = [];
afterAll(async () => {
  for (const { http } of served) await http.close();
});

/** A second server, like a second process of the API: both share only the database. */
const other = await openTestDeps(api.database.urls);
const elsewhere = await serve(0, { ...partsOf(other.deps), changes: other.changes });

const HOUR_MS = 3_600_000;

/** Long enough for a busy machine, and shorter than the time after which a feed reads without an announcement. */
const until = <Result>(holds: () => Result) => vi.waitFor(holds, { timeout: REFRESH_MS - 5000 });

describe("a live balance", () => {
  it("is sent at once, and again when a job settles through another process", async () => {
    const org = await api.anOrganization({ credit: 5_000_000 });
    const follower = await follow(elsewhere.url, org);
    await until(() => expect(follower.last()).toMatchObject({ available: "5000000", reserved: "0", seq: 1 }));
    const job = { org, job: "run", resource: "gpu.rtx-3090", next: { untilMs: HOUR_MS } };
    await api.ok("jobs.start", job);
    await until(() => expect(follower.last()).toMatchObject({ available: "4560000", reserved: "440000", seq: 2 }));
    await api.ok("clocks.advance", { org, to: "2026-01-01T13:00:00.000Z" });
    await api.ok("jobs.settleEpoch", { org, job: "run", quantityMs: HOUR_MS, next: null });
    await until(() => expect(follower.last()).toMatchObject({ available: "4560000", reserved: "0" }));
    expect(follower.last()).toEqual(await api.ok("balance.get", { org }));
    expect(follower.ids).toEqual(follower.messages.map(({ seq }) => String(seq)));
  });

  it("sends few messages for many entries, and always the last balance", async () => {
    const org = await api.anOrganization({ credit: 1000 });
    const streams = await Promise.all([
      follow(elsewhere.url, org),
      follow(elsewhere.url, org),
      follow(elsewhere.url, org),
    ]);
    await until(() => expect(streams.every((follower) => follower.last() !== undefined)).toBe(true));
    const before = await metric(elsewhere, "scrip_live_reads_total");
    for (let n = 0; n < 10; n += 1)
      await Promise.all(Array.from({ length: 20 }, () => api.ok("charges.create", { org, amount: "1" })));
    for (const follower of streams)
      await until(() => expect(follower.last()).toMatchObject({ available: "800", seq: 201 }));
    for (const { messages, ids } of streams) {
      expect(messages.length).toBeLessThan(100);
      expect(ids.map(Number)).toEqual(ids.map(Number).toSorted((a, b) => a - b));
    }
    // Read once for all three.
    const reads = (await metric(elsewhere, "scrip_live_reads_total")) - before;
    expect(reads).toBeLessThan(streams.flatMap(({ messages }) => messages).length);
  });

  it("is of its organization alone", async () => {
    const org = await api.anOrganization({ credit: 100 });
    const another = await api.anOrganization({ credit: 200 });
    const follower = await follow(elsewhere.url, org);
    await until(() => expect(follower.last()).toBeDefined());
    await api.ok("charges.create", { org: another, amount: "5" });
    await api.ok("charges.create", { org, amount: "1" });
    await until(() => expect(follower.last()).toMatchObject({ available: "99" }));
    expect(new Set(follower.messages.map(({ available }) => available))).toEqual(new Set(["100", "99"]));
  });

  it("is refused, without a retry, to callers without a key and about missing organizations", async () => {
    const org = await api.anOrganization();
    const nobody = await follow(elsewhere.url, org, {});
    await until(() => expect(nobody.problem()).toMatchObject({ code: "unauthenticated" }));
    const none = await follow(elsewhere.url, "org_01900000-0000-7000-8000-00000000beef");
    await until(() => expect(none.problem()).toMatchObject({ code: "organization_not_found" }));
  });

  it("may not be stored by proxies", async () => {
    const org = await api.anOrganization();
    const response = await rawHttp(elsewhere.url, pathOf(org), { headers: { authorization: `Bearer ${api.key}` } });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "content-security-policy": "default-src 'none';frame-ancestors 'none'",
    });
    await response.body?.cancel();
  });
});

describe("a process", () => {
  it("refuses streams above its limit, and accepts one again when another ends", async () => {
    const org = await api.anOrganization({ credit: 7 });
    const small = await serve(0, { ...partsOf(api.deps), mostStreams: 2 });
    const { url } = small;
    const first = await follow(url, org);
    const second = await follow(url, await api.anOrganization({ credit: 7 }));
    await until(() => expect([first, second].every((follower) => follower.last() !== undefined)).toBe(true));
    const headers = { authorization: `Bearer ${api.key}` };
    const refused = await (await rawHttp(url, pathOf(org), { headers })).text();
    expect(refused).toContain("event: serialized-error");
    expect(refused).toContain('"httpStatus":503');
    expect(refused).toContain('"code":"busy"');
    expect(await metric(small, "scrip_live_streams")).toBe(2);
    first.leave();
    await until(async () => expect(await metric(small, "scrip_live_streams")).toBe(1));
    const third = await follow(url, org);
    await until(() => expect(third.last()).toMatchObject({ available: "7" }));
    for (const follower of [second, third]) follower.leave();
    await until(async () => expect(await metric(small, "scrip_live_organizations")).toBe(0));
  });

  it("ends its streams when it stops, and their readers reconnect to the next process and get the current balance", async () => {
    const org = await api.anOrganization({ credit: 100 });
    const first = await serve(0);
    const follower = await follow(first.url, org);
    const raw = await rawHttp(first.url, pathOf(org), { headers: { authorization: `Bearer ${api.key}` } });
    await until(() => expect(follower.last()).toBeDefined());
    await first.http.close();
    // The end of the stream does not end the subscription: the browser connects again.
    const text = await raw.text();
    expect(text).toContain('"available":"100"');
    expect(text).not.toMatch(/event: (return|serialized-error)/);
    await api.ok("charges.create", { org, amount: "40" });
    await serve(Number(new URL(first.url).port));
    await until(() => expect(follower.last()).toMatchObject({ available: "60", seq: 2 }));
    expect(follower.problem()).toBeNull();
  });

  it("sends changes that happened while its listening connection was cut", async () => {
    const org = await api.anOrganization({ credit: 100 });
    const follower = await follow(elsewhere.url, org);
    await until(() => expect(follower.last()).toBeDefined());
    await api.owner.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'scrip-changes'",
    );
    await api.ok("charges.create", { org, amount: "1" });
    await until(() => expect(follower.last()).toMatchObject({ available: "99" }));
  });
});

/** Starts a server for the rest of the file. @param port 0 for any free port */
async function serve(port: number, parts = partsOf(api.deps)): Promise<Server & { url: string }> {
  const server = await createServer(parts);
  served.push(server);
  const url = await server.http.listen({ host: "127.0.0.1", port });
  return { ...server, url };
}

async function metric({ registry }: Server, name: string): Promise<number> {
  const text = await registry.getSingleMetricAsString(name);
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1]);
}

interface Follower {
  readonly messages: { readonly available: string; readonly reserved: string; readonly seq: number }[];
  readonly ids: string[];
  last(): unknown;
  /** The error that ended it; `null` if there is none. */
  problem(): unknown;
  leave(): void;
}

const followers: Follower[] = [];
afterEach(() => {
  for (const follower of followers.splice(0)) follower.leave();
});

/** Follows a live balance as the pages do, but with a service key unless `headers` say otherwise. */
async function follow(
  url: string,
  org: string,
  headers: object = { authorization: `Bearer ${api.key}` },
): Promise<Follower> {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${url}/trpc`,
        EventSource,
        eventSourceOptions: {
          fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, ...headers } }),
        },
      }),
    ],
  });
  const messages: Follower["messages"] = [];
  const ids: string[] = [];
  let problem: unknown = null;
  const subscription = client.live.balance.subscribe(
    { org },
    {
      onData: ({ id, data }) => {
        ids.push(id);
        messages.push(data);
      },
      onError: (error) => {
        problem = (error as TRPCClientError<AppRouter>).data?.scrip ?? error;
      },
    },
  );
  const leave = (): void => subscription.unsubscribe();
  const follower = { messages, ids, last: () => messages.at(-1), problem: () => problem, leave };
  followers.push(follower);
  return follower;
}

function pathOf(org: string): string {
  return `/trpc/live.balance?input=${encodeURIComponent(JSON.stringify({ org }))}`;
}
