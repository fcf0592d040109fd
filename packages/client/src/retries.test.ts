import { describe, expect, it } from "vitest";
import { Unavailable } from "./errors.ts";
import type { Retry } from "./retry.ts";
import { aClient } from "./testing/a-client.ts";
import { fakePace } from "./testing/fake-pace.ts";
import { answer, badGateway, failed, holdOnWire, type Reply } from "./testing/replies.ts";

const busy = (retryAfterMs: number | null) => failed(503, { code: "busy", retryAfterMs });
const hold = answer(holdOnWire);
/** Sends the replies one after the other, then succeeds. */
const inTurn =
  (...replies: Reply[]) =>
  (_request: unknown, nth: number) =>
    replies[nth - 1] ?? hold;

describe("a call that fails with a transient error", () => {
  it.each<[string, Reply]>([
    ["busy", busy(50)],
    ["unavailable", failed(503, { code: "unavailable" })],
    ["too many requests", failed(429, { code: "too_many_requests", retryAfterMs: 50 })],
    ["an error of the API", failed(500, { code: "internal" })],
    ["a code of a newer API", failed(503, { code: "moving_house" })],
    ["a proxy's 502", badGateway],
    ["a proxy's 429", { status: 429, headers: { "content-type": "text/plain" }, body: "slow down" }],
    ["a server that is shutting down", { status: 503, body: { statusCode: 503, error: "Service Unavailable" } }],
    ["a connection that breaks", "hang up"],
    ["half an answer", { status: 200, body: '{"result":{"da' }],
  ])("is retried after %s", async (_name, failure) => {
    const { client, seen, pace } = await aClient(inTurn(failure, failure, hold));
    expect(await client.holds.place({ amount: 250_000n })).toMatchObject({ hold: "hold_1", open: 250_000n });
    expect(seen).toHaveLength(3);
    expect(pace.sleeps).toHaveLength(2);
  });

  it("L13 keeps its idempotency key over all attempts, so that it takes effect once", async () => {
    const { client, seen } = await aClient(inTurn("hang up", busy(10), badGateway, hold));
    await client.holds.place({ amount: 250_000n });
    const keys = seen.map(({ input }) => input.idempotencyKey);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(seen.map(({ input }) => JSON.stringify(input))).size).toBe(1);
  });

  it("has a new key for each call, or the caller's key if there is one", async () => {
    const { client, seen } = await aClient(inTurn(hold, hold, busy(10), hold));
    await client.holds.place({ amount: 1n });
    await client.holds.place({ amount: 1n });
    await client.holds.place({ amount: 1n, idempotencyKey: "run-42/hold" });
    const [first, second, ...given] = seen.map(({ input }) => input.idempotencyKey);
    expect(first).not.toBe(second);
    expect(given).toEqual(["run-42/hold", "run-42/hold"]);
  });

  it("sends no key with a query", async () => {
    const { client, seen } = await aClient(inTurn(busy(10), answer({ entries: [], next: null })));
    await client.entries.list();
    expect(seen.map(({ method, input }) => ({ method, input }))).toEqual(Array(2).fill({ method: "GET", input: {} }));
  });

  it("waits twice as long each time, up to two seconds", async () => {
    const { client, pace } = await aClient(inTurn(...Array<Reply>(7).fill(badGateway)));
    await client.holds.place({ amount: 1n });
    expect(pace.sleeps).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
  });

  it("spreads its waits at random", async () => {
    const { client, pace } = await aClient(inTurn(badGateway, badGateway), {}, fakePace({ random: 0.5 }));
    await client.holds.place({ amount: 1n });
    expect(pace.sleeps).toEqual([75, 150]);
  });

  it("never retries earlier than the API asks", async () => {
    const proxy = { status: 503, headers: { "retry-after": "7" }, body: "" };
    const { client, pace } = await aClient(inTurn(busy(3000), proxy, busy(1)));
    await client.holds.place({ amount: 1n });
    expect(pace.sleeps).toEqual([3000, 7000, 200]);
  });

  it("gives up when the time for retries is over, and returns its key for a later try", async () => {
    const { client, seen, pace } = await aClient(() => busy(10_000));
    const error = await client.holds.place({ amount: 1n, idempotencyKey: "run-42/hold" }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({
      name: "Unavailable",
      code: "busy",
      status: 503,
      message: "No.",
      requestId: "req-1",
      attempts: 4,
      idempotencyKey: "run-42/hold",
    });
    expect(pace.sleeps).toEqual([10_000, 10_000, 10_000]);
    expect(seen).toHaveLength(4);
  });

  it("retries for as long as the client's or the call's option says", async () => {
    const patient = await aClient(() => busy(10_000), { retryForMs: 60_000 });
    await expect(patient.client.holds.place({ amount: 1n })).rejects.toMatchObject({ attempts: 7 });
    await expect(patient.client.holds.place({ amount: 1n }, { retryForMs: 0 })).rejects.toMatchObject({ attempts: 1 });
  });

  it("waits for an API that was killed and restarts", async () => {
    const { client, pace } = await aClient((_request, nth) => (nth <= 20 ? "hang up" : hold), { retryForMs: 300_000 });
    expect(await client.holds.place({ amount: 1n })).toMatchObject({ hold: "hold_1" });
    expect(pace.sleeps).toHaveLength(20);
  });

  it("reports each retry before it waits", async () => {
    const reported: Retry[] = [];
    const { client } = await aClient(inTurn(busy(500), "hang up"), { onRetry: (retry) => reported.push(retry) });
    await client.holds.place({ amount: 1n });
    expect(reported).toEqual([
      { procedure: "holds.place", attempt: 1, waitMs: 500, code: "busy", message: "No." },
      expect.objectContaining({ attempt: 2, waitMs: 100, code: "unreachable" }),
    ]);
  });
});

describe("a call that fails permanently", () => {
  it.each<[string, Reply]>([
    ["a refusal", failed(402, { code: "insufficient_credit" })],
    ["a conflict", failed(409, { code: "hold_closed" })],
    ["an unprocessable command", failed(422, { code: "key_reused" })],
    ["bad input", failed(400, { code: "bad_input" })],
    ["an unknown key", failed(401, { code: "unauthenticated" })],
    ["a missing scope", failed(403, { code: "scope_missing" })],
    ["a missing resource", failed(404, { code: "not_found" })],
    ["a code of a newer API", failed(409, { code: "moon_is_full" })],
    ["a redirect", { status: 302, headers: { location: "http://127.0.0.1:1/trpc" }, body: "" }],
    ["a missing page", { status: 404, headers: { "content-type": "text/html" }, body: "<h1>404</h1>" }],
    ["another server's answer", { status: 200, body: { hello: "world" } }],
  ])("is not retried after %s", async (_name, failure) => {
    const { client, seen, pace } = await aClient(inTurn(failure));
    await expect(client.holds.place({ amount: 1n })).rejects.toMatchObject({ message: expect.any(String) });
    expect(seen).toHaveLength(1);
    expect(pace.sleeps).toEqual([]);
  });
});
