import type { Tiered } from "@scrip/domain/catalog";
import { describe, expect, it } from "vitest";
import { createPacedClient } from "./create-client.ts";
import { BadInput, createClient, Unavailable } from "./index.ts";
import type { ClientOptions } from "./options.ts";
import { KEY } from "./testing/a-client.ts";
import { UUID } from "./testing/canned-answers.ts";
import { fakePace } from "./testing/fake-pace.ts";
import { holdRequests } from "./testing/held-requests.ts";
import { holdOnWire } from "./testing/replies.ts";
import { serveTestRouter } from "./testing/serve-test-router.ts";

/** A client of a server whose requests the test answers. Each hold has the name of its idempotency key. */
async function gathering(options: Partial<ClientOptions> = {}) {
  const { url, arrived } = await holdRequests();
  const pace = fakePace();
  const client = createPacedClient<Tiered>({ url, key: KEY, retryForMs: 0, ...options }, pace);
  const place = (idempotencyKey: string, call = {}) => client.holds.place({ amount: 1n, idempotencyKey }, call);
  /** The keys of the calls in each request. */
  const sent = async (count: number) =>
    (await arrived(count)).map(({ inputs }) => inputs.map((input) => input.idempotencyKey));
  return { client, pace, place, arrived, sent };
}

const holdOf = ({ idempotencyKey }: Readonly<Record<string, unknown>>) => ({
  ...holdOnWire,
  hold: `hold_${String(idempotencyKey)}`,
});

describe.each<[string, Partial<ClientOptions>]>([
  ["node:http", {}],
  ["fetch", { fetch }],
])("over %s, calls that are made while requests are under way", (_name, over) => {
  it("go together in the next request, and each gets its own answer", async () => {
    const { place, arrived, sent } = await gathering({ maxInFlight: 2, ...over });
    const all = ["a", "b", "c", "d", "e"].map((key) => place(key));
    const [first, second] = await arrived(2);
    first?.answer(holdOf);
    expect(await all[0]).toMatchObject({ hold: "hold_a" });
    expect(await sent(3)).toEqual([["a"], ["b"], ["c", "d", "e"]]);
    second?.answer(holdOf);
    (await arrived(3))[2]?.answer(holdOf);
    expect((await Promise.all(all)).map(({ hold }) => hold)).toEqual([
      "hold_a",
      "hold_b",
      "hold_c",
      "hold_d",
      "hold_e",
    ]);
  });

  it("are answered as their lines come, so that a slow one does not hold up its neighbours", async () => {
    const { place, arrived } = await gathering({ maxInFlight: 1, ...over });
    const [first, slow, quick] = ["first", "slow", "quick"].map((key) => place(key));
    (await arrived(1))[0]?.answer(holdOf);
    await first;
    const gathered = (await arrived(2))[1];
    gathered?.line(1, { ...holdOnWire, hold: "hold_ä" });
    expect(await quick).toMatchObject({ hold: "hold_ä" });
    gathered?.line(0, holdOnWire);
    gathered?.response.end();
    expect(await slow).toMatchObject({ hold: "hold_1" });
  });

  it("are retried, each with its own key, if their lines do not come", async () => {
    const { place, arrived, sent } = await gathering({ maxInFlight: 1, retryForMs: 30_000, ...over });
    const [first, second, third] = ["a", "b", "c"].map((key) => place(key));
    (await arrived(1))[0]?.answer(holdOf);
    await first;
    const cut = (await arrived(2))[1];
    cut?.line(1, { ...holdOnWire, hold: "hold_c" });
    cut?.response.end();
    expect(await third).toMatchObject({ hold: "hold_c" });
    expect(await sent(3)).toEqual([["a"], ["b", "c"], ["b"]]);
    (await arrived(3))[2]?.answer(holdOf);
    expect(await second).toMatchObject({ hold: "hold_b" });
  });

  it("are abandoned with their request, once nobody waits for it", async () => {
    const controller = new AbortController();
    const { place, arrived } = await gathering({ maxInFlight: 1, ...over });
    const first = place("first");
    (await arrived(1))[0]?.answer(holdOf);
    await first;
    const left = place("left", { signal: controller.signal });
    const held = (await arrived(2))[1];
    controller.abort(new Error("enough"));
    await expect(left).rejects.toThrow("enough");
    await held?.closed;
    // The next call has a request of its own.
    const next = place("next");
    (await arrived(3))[2]?.answer(holdOf);
    expect(await next).toMatchObject({ hold: "hold_next" });
  });
});

describe("a request", () => {
  it("has at most `maxCalls` calls", async () => {
    const { place, arrived, sent } = await gathering({ maxInFlight: 1, maxCalls: 2 });
    const all = ["a", "b", "c", "d"].map((key) => place(key));
    for (const count of [1, 2, 3]) (await arrived(count)).at(-1)?.answer(holdOf);
    await Promise.all(all);
    expect(await sent(3)).toEqual([["a"], ["b", "c"], ["d"]]);
  });

  it("has calls of one kind: reads do not wait for commands", async () => {
    const { client, place, arrived } = await gathering({ maxInFlight: 1 });
    const hold = place("a");
    const balance = client.balance.get();
    const requests = await arrived(2);
    expect(new Set(requests.map(({ method, names }) => `${method} ${names.join(",")}`))).toEqual(
      new Set(["GET balance.get", "POST holds.place"]),
    );
    for (const request of requests) request.answer(holdOf);
    await Promise.all([hold, balance]);
  });

  it("has at most ten reads", async () => {
    const { client, arrived } = await gathering({ maxInFlight: 1 });
    const all = Array.from({ length: 12 }, () => client.balance.get());
    for (const count of [1, 2, 3]) (await arrived(count)).at(-1)?.answer(() => ({}));
    await Promise.all(all);
    expect((await arrived(3)).map(({ names }) => names.length)).toEqual([1, 10, 1]);
  });

  it("stays below the API's limit for bodies, and a longer call goes alone", async () => {
    const { client, place, arrived, sent } = await gathering({ maxInFlight: 1 });
    const long = (idempotencyKey: string, length: number) =>
      client.holds.void({ hold: "x".repeat(length), idempotencyKey });
    const all = [place("a"), long("b", 200_000), long("c", 200_000), long("d", 400_000), place("e")];
    for (const count of [1, 2, 3, 4, 5]) (await arrived(count)).at(-1)?.answer(holdOf);
    await Promise.all(all);
    expect(await sent(5)).toEqual([["a"], ["b"], ["c"], ["d"], ["e"]]);
  });

  it("that lasts long does not keep others waiting", async () => {
    const { pace, place, arrived, sent } = await gathering({ maxInFlight: 1 });
    const slow = place("slow");
    const others = ["a", "b"].map((key) => place(key));
    await arrived(1);
    pace.expire(100);
    expect(await sent(2)).toEqual([["slow"], ["a", "b"]]);
    for (const request of await arrived(2)) request.answer(holdOf);
    await Promise.all([slow, ...others]);
  });

  it("that is refused as a whole is retried call by call, each with its own key", async () => {
    const { place, arrived, sent } = await gathering({ maxInFlight: 1, retryForMs: 30_000 });
    const all = ["a", "b", "c"].map((key) => place(key));
    (await arrived(1))[0]?.answer(holdOf);
    (await arrived(2))[1]?.response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
    for (const count of [3, 4]) (await arrived(count)).at(-1)?.answer(holdOf);
    expect((await Promise.all(all)).map(({ hold }) => hold)).toEqual(["hold_a", "hold_b", "hold_c"]);
    expect(await sent(4)).toEqual([["a"], ["b", "c"], ["b"], ["c"]]);
  });
});

describe("a call in a request with others", () => {
  it("fails alone", async () => {
    const { url, requests } = await serveTestRouter();
    const client = createClient({ url, key: KEY, retryForMs: 0, maxInFlight: 1 });
    const org = `org_${UUID}`;
    const calls = [{ org }, { org }, { org: "org_wrong" }].map((input) => client.balance.get(input));
    const [first, second, wrong] = await Promise.allSettled(calls);
    expect(requests()).toBe(2);
    expect([first?.status, second?.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(wrong).toMatchObject({ status: "rejected", reason: expect.any(BadInput) });
  });

  it("times out alone", async () => {
    const { pace, place, arrived } = await gathering({ maxInFlight: 1 });
    const first = place("first");
    const hasty = place("hasty", { timeoutMs: 7 }).catch((error: unknown) => error);
    const patient = place("patient");
    (await arrived(1))[0]?.answer(holdOf);
    await first;
    const gathered = (await arrived(2))[1];
    pace.expire(7);
    expect(await hasty).toBeInstanceOf(Unavailable);
    expect(await hasty).toMatchObject({ code: "timed_out", idempotencyKey: "hasty" });
    gathered?.answer(holdOf);
    expect(await patient).toMatchObject({ hold: "hold_patient" });
  });

  it("is not sent if its caller leaves while it waits", async () => {
    const controller = new AbortController();
    const { place, arrived, sent } = await gathering({ maxInFlight: 1 });
    const first = place("first");
    const left = place("left", { signal: controller.signal });
    const last = place("last");
    await arrived(1);
    controller.abort(new Error("enough"));
    await expect(left).rejects.toThrow("enough");
    (await arrived(1))[0]?.answer(holdOf);
    (await arrived(2))[1]?.answer(holdOf);
    await Promise.all([first, last]);
    expect(await sent(2)).toEqual([["first"], ["last"]]);
  });
});
