import { describe, expect, it, vi } from "vitest";
import { anApi, callOver, listen } from "../testing/an-api.ts";
import { type Answered, PROCEDURES, read } from "../testing/answered.ts";
import { fullCalls } from "../testing/full-calls.ts";
import { rawHttp } from "../testing/raw-http.ts";
import { httpLines, rawSocket, statusesOf } from "../testing/raw-socket.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 500 });
const other = await api.anOrganization({ credit: 500 });

/** The clock of the limits. */
let now = 0;
/** Buckets of 40 calls and of 8 reads; four times as many for a platform key and for an address. */
const PACES = { calls: 10, reads: 2 };
const url = await limited();
const proxied = await limited(1);

/** Another address for each caller, so that only the limit of the test counts. */
let addresses = 0;
const elsewhere = () => {
  addresses += 1;
  return { "x-forwarded-for": `198.51.${addresses >> 8}.${addresses & 255}` };
};

describe("a key", () => {
  it("makes as many calls as its bucket holds, each of a batch counted, and more with time", async () => {
    const key = await api.aKey({ orgId: org.slice(4) });
    expect(await batch(key, "clocks.get", 40)).toMatchObject({ status: 200 });
    const refused = await one(key);
    expect([refused.status, refused.error?.code]).toEqual([429, "too_many_requests"]);
    expect([refused.error?.retryAfterMs, refused.headers.get("retry-after")]).toEqual([100, "1"]);
    now += 100;
    expect((await one(key)).status).toBe(200);
    const tooMany = await read(await batch(key, "clocks.get", 30));
    expect([tooMany.status, tooMany.error?.retryAfterMs, tooMany.headers.get("retry-after")]).toEqual([429, 3000, "3"]);
    now += 3000;
    expect((await batch(key, "clocks.get", 30)).status).toBe(200);
  });

  it("makes fewer reads of pages, and its commands do not wait for them", async () => {
    const key = await api.aKey({ orgId: org.slice(4) });
    now += 60_000;
    // A report counts as four reads.
    expect((await batch(key, "overview.burn", 2)).status).toBe(200);
    const refused = await read(await batch(key, "overview.burn", 1));
    expect([refused.status, refused.error?.code, refused.error?.retryAfterMs]).toEqual([
      429,
      "too_many_requests",
      2000,
    ]);
    const charge = { idempotencyKey: "beside-reads", amount: "1" };
    expect((await post("charges.create", charge, key)).status).toBe(200);
    now += 2000;
    expect((await batch(key, "overview.burn", 1)).status).toBe(200);
  });

  it("is never refused for ever: a full bucket is enough for any batch", async () => {
    const key = await api.aKey({ orgId: org.slice(4) });
    now += 60_000;
    expect((await batch(key, "overview.burn", 20)).status).toBe(207);
    now += 60_000;
    expect((await batch(key, "clocks.get", 100)).status).toBe(207);
  });

  it("is refused before its body is read", async () => {
    const key = await api.aKey({ orgId: org.slice(4) });
    now += 60_000;
    await batch(key, "clocks.get", 40);
    const head = [
      "POST /trpc/charges.create HTTP/1.1",
      `Host: ${new URL(proxied).host}`,
      `Authorization: Bearer ${key}`,
    ];
    const body = ["Content-Type: application/json", "Content-Length: 1000", "Connection: close"];
    expect(statusesOf(await rawSocket(proxied, httpLines(...head, ...body)))).toEqual([429]);
  });

  it("pays more for calls that could never succeed", async () => {
    const key = await api.aKey({ orgId: org.slice(4), scopes: ["ledger:read"] });
    now += 60_000;
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post("charges.create", {}, key)).status);
    expect(statuses).toEqual([403, 403, 429]);
  });

  it("of the platform makes four times as many", async () => {
    now += 60_000;
    const key = await api.aKey();
    for (const each of [org, other, await api.anOrganization(), await api.anOrganization()])
      expect((await batch(key, "clocks.get", 40, { org: each })).status).toBe(200);
    expect((await batch(key, "clocks.get", 1, { org })).status).toBe(429);
  });
});

describe("an organization", () => {
  it("has one limit for all its keys, and does not take that of another one", async () => {
    now += 60_000;
    const first = await api.aKey({ orgId: org.slice(4) });
    const second = await api.aKey({ orgId: org.slice(4) });
    const third = await api.aKey({ orgId: other.slice(4) });
    expect((await batch(first, "clocks.get", 30)).status).toBe(200);
    const mixed = (await (await batch(second, "clocks.get", 30)).json()) as {
      error?: { data: { httpStatus: number } };
    }[];
    const statuses = mixed.map(({ error }) => error?.data.httpStatus ?? 200);
    expect([
      statuses.filter((status) => status === 200).length,
      statuses.filter((status) => status === 429).length,
    ]).toEqual([10, 20]);
    expect((await batch(third, "clocks.get", 40)).status).toBe(200);
  });
});

describe("reads of pages", () => {
  /** A server whose reads of pages wait at a door. */
  async function behindADoor() {
    const door = Promise.withResolvers<void>();
    const reads = { begun: 0 };
    const pages: typeof api.deps.pages = {
      ...api.deps.pages,
      route: async (orgId, unit) => {
        reads.begun += 1;
        await door.promise;
        return api.deps.pages.route(orgId, unit);
      },
    };
    const busy = await listen({ ...api.deps, pages });
    return { door, reads, ask: (name: string, input: object) => callOver(busy, name, input, api.key) };
  }

  it("that are equal and wait are answered by one", async () => {
    const { door, reads, ask } = await behindADoor();
    const first = ask("overview.get", { org });
    await vi.waitFor(() => expect(reads.begun).toBe(1));
    const others = Array.from({ length: 50 }, () => ask("overview.get", { org }));
    const ofAnother = ask("overview.get", { org: other });
    await vi.waitFor(() => expect(reads.begun).toBe(2));
    await ask("charges.create", { org, amount: "1", idempotencyKey: "before-the-second" });
    door.resolve();
    const answers = await Promise.all([first, ofAnother, ...others]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.slice(2).map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(reads.begun).toBe(3);
  });

  it("of one organization wait behind each other, and not before those of others or before commands", async () => {
    const { door, reads, ask } = await behindADoor();
    const flood = Array.from({ length: 20 }, (_, n) => ask("activity.list", { org, limit: n + 1 }));
    await vi.waitFor(() => expect(reads.begun).toBe(2));
    const others = ask("overview.get", { org: other });
    await vi.waitFor(() => expect(reads.begun).toBe(3));
    for (const each of [org, other]) {
      expect((await ask("charges.create", { org: each, amount: "1", idempotencyKey: "beside-pages" })).status).toBe(
        200,
      );
      expect((await ask("balance.get", { org: each })).status).toBe(200);
    }
    expect(reads.begun).toBe(3);
    door.resolve();
    const statuses = (await Promise.all([...flood, others])).map(({ status }) => status);
    expect([new Set(statuses), reads.begun]).toEqual([new Set([200]), 21]);
  });
});

describe("large batches of reads", () => {
  it("of one caller take turns, a caller that leaves gives its turn up, and others do not wait", async () => {
    const doors = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
    let begun = 0;
    const ledger: typeof api.deps.ledger = Object.assign(Object.create(api.deps.ledger), {
      peek: async (orgId: string) => {
        begun += 1;
        await doors[Math.ceil(begun / 2) - 1]?.promise;
        return api.deps.ledger.peek(orgId);
      },
    });
    const busy = await listen({ ...api.deps, ledger });
    const input = encodeURIComponent(JSON.stringify(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [n, {}]))));
    const ask = async (key: string, signal: AbortSignal | null = null) => {
      const headers = { authorization: `Bearer ${key}` };
      const address = `${busy}/trpc/${names("clocks.get", 11)}&input=${input}`;
      return (await fetch(address, { headers, signal })).status;
    };
    const [key, another] = await Promise.all([api.aKey({ orgId: org.slice(4) }), api.aKey({ orgId: other.slice(4) })]);
    const leaving = new AbortController();
    const first = ask(key, leaving.signal);
    // Of one organization two looks run at once.
    await vi.waitFor(() => expect(begun).toBe(2));
    const second = ask(key);
    const others = ask(another);
    await vi.waitFor(() => expect(begun).toBe(4));
    doors[1]?.resolve();
    doors[2]?.resolve();
    expect(await others).toBe(200);
    leaving.abort();
    await expect(first).rejects.toThrow("aborted");
    doors[0]?.resolve();
    expect(await second).toBe(200);
  });
});

describe("an address", () => {
  it("has one limit for all keys that it shows, also for those that it makes up", async () => {
    now += 60_000;
    const tries = [];
    for (let n = 0; n < 9; n += 1) {
      const headers = { authorization: `Bearer scrip_o${`${n}`.repeat(43)}` };
      tries.push((await rawHttp(url, `/trpc/balance.get?input={}`, { headers })).status);
    }
    // Each takes 21 of 160.
    expect(tries).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429]);
    expect((await rawHttp(url, "/healthz")).status).toBe(200);
  });

  it("is that of the last hop that the proxy names, whatever the caller adds before it", async () => {
    now += 60_000;
    const from = (addresses: string) =>
      rawHttp(proxied, `/trpc/${names("session.get", 100)}`, { headers: { "x-forwarded-for": addresses } });
    expect((await from("203.0.113.1, 192.0.2.9")).status).toBe(200);
    expect((await from("203.0.113.2, 192.0.2.9")).status).toBe(429);
    expect((await from("203.0.113.2, 192.0.2.10")).status).toBe(200);
    // Without a proxy, nobody may name an address.
    const direct = (address: string) =>
      rawHttp(url, `/trpc/${names("session.get", 100)}`, { headers: { "x-forwarded-for": address } });
    expect([(await direct("192.0.2.20")).status, (await direct("192.0.2.21")).status]).toEqual([200, 429]);
  });
});

describe("a download", () => {
  it("takes the tokens of a report", async () => {
    now += 60_000;
    const key = await api.aKey({ orgId: org.slice(4) });
    const headers = { authorization: `Bearer ${key}`, ...elsewhere() };
    const statuses = [];
    for (let n = 0; n < 3; n += 1) {
      const response = await rawHttp(proxied, `/download/activity.csv?org=${org}`, { headers });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });
});

it("every procedure declares what it costs: a change is a command, and a read is none", () => {
  const wrong = Object.entries(PROCEDURES).filter(([, { type, meta }]) => {
    if (meta?.reach === "session") return meta.cost !== "look";
    return meta?.cost === undefined || (meta.cost === "command") !== (type === "mutation");
  });
  expect(wrong.map(([name]) => name)).toEqual([]);
});

it("a server without limits refuses nobody", async () => {
  const key = await api.aKey({ orgId: org.slice(4) });
  const input = encodeURIComponent(JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [n, {}]))));
  for (let n = 0; n < 5; n += 1) {
    const path = `/trpc/${names("clocks.get", 100)}&input=${input}`;
    expect((await rawHttp(api.url, path, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
  }
});

/** A server with limits, and with proxies before it. */
function limited(proxyHops = 0): Promise<string> {
  return listen(api.deps, { paces: PACES, steadyNow: () => now, proxyHops });
}

function names(procedure: string, count: number): string {
  return `${Array.from({ length: count }, () => procedure).join(",")}?batch=1`;
}

/** Calls a query several times in one request, from an address of its own. */
function batch(key: string, procedure: string, count: number, change = {}): Promise<Response> {
  const call = { ...fullCalls(org, "")[procedure], ...(key.startsWith("scrip_o") && { org: undefined }), ...change };
  const inputs = Object.fromEntries(Array.from({ length: count }, (_, n) => [n, call]));
  const path = `/trpc/${names(procedure, count)}&input=${encodeURIComponent(JSON.stringify(inputs))}`;
  return rawHttp(proxied, path, { headers: { authorization: `Bearer ${key}`, ...elsewhere() } });
}

async function one(key: string): Promise<Answered> {
  const headers = { authorization: `Bearer ${key}`, ...elsewhere() };
  return read(await rawHttp(proxied, "/trpc/clocks.get?input={}", { headers }));
}

async function post(procedure: string, input: object, key: string): Promise<Answered> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}`, ...elsewhere() };
  return read(await rawHttp(proxied, `/trpc/${procedure}`, { method: "POST", headers, body: JSON.stringify(input) }));
}
