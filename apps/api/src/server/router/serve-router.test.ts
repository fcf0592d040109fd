import type { AddressInfo } from "node:net";
import { initTRPC, TRPCError, tracked } from "@trpc/server";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { TEST_LOG } from "../../testing/log.ts";
import { openHttp } from "../http/open-http.ts";
import { serveRouter } from "./serve-router.ts";

let doors: Map<string, PromiseWithResolvers<void>>;
beforeEach(() => {
  doors = new Map();
});

function doorOf(name: string): PromiseWithResolvers<void> {
  const door = doors.get(name) ?? Promise.withResolvers<void>();
  doors.set(name, door);
  return door;
}

const t = initTRPC.create({ isDev: false });
const named = t.procedure.input(z.strictObject({ name: z.string() }));
const router = t.router({
  echo: named.mutation(({ input }) => input),
  read: named.query(({ input }) => input),
  all: t.procedure.query(() => "all"),
  wait: named.mutation(async ({ input }) => {
    await doorOf(input.name).promise;
    return input;
  }),
  refuse: t.procedure.mutation(() => {
    throw new TRPCError({ code: "CONFLICT", message: "No." });
  }),
  watch: t.procedure
    .input(z.strictObject({ fails: z.boolean(), lastEventId: z.string().optional() }))
    .subscription(async function* ({ input }) {
      yield tracked("6", { text: "ä" });
      yield tracked("7", { after: input.lastEventId ?? null });
      if (input.fails) throw new TRPCError({ code: "CONFLICT", message: "No." });
    }),
  follow: named.subscription(async function* ({ input, signal }) {
    yield tracked("1", input);
    const { promise, resolve } = Promise.withResolvers<void>();
    signal?.addEventListener("abort", () => resolve());
    await promise;
    doorOf(input.name).resolve();
  }),
  break: t.procedure.mutation(() => ({ amount: 1n })),
});

async function aServer() {
  const server = openHttp({ webDir: "no-build", receiveMs: 20_000, proxyHops: 0, log: TEST_LOG });
  const failed: string[] = [];
  const onError = (error: TRPCError, path: string): void => void failed.push(`${path} ${error.code}`);
  await serveRouter(server, { router, contextOf: () => ({ request: null }), onError });
  onTestFinished(() => server.close());
  await server.listen({ host: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/trpc`;
  const send = (path: string, body?: unknown, headers: Record<string, string> = {}) => {
    if (body === undefined) return fetch(`${url}/${path}`, { headers });
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return fetch(`${url}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: text,
    });
  };
  return { send, failed };
}

/** Lets tRPC's own adapter answer. */
const BY_ADAPTER = { "trpc-accept": "application/json" };

const query = (input: unknown) => `input=${encodeURIComponent(JSON.stringify(input))}`;

describe("a request is answered as by tRPC's own adapter", () => {
  const cases: [what: string, path: string, body?: unknown][] = [
    ["a command", "echo", { name: "a" }],
    ["a command with wrong input", "echo", { name: 1 }],
    ["a command that is refused", "refuse", {}],
    ["a batch", "echo,echo?batch=1", { 0: { name: "a" }, 1: { name: "b" } }],
    ["a batch with one error", "echo,refuse?batch=1", { 0: { name: "a" }, 1: {} }],
    ["a batch of the same errors", "refuse,refuse?batch=1", { 0: {}, 1: {} }],
    ["a batch without an input", "echo,echo?batch=1", { 0: { name: "a" } }],
    ["a batch that is an array", "echo?batch=1", [{ name: "a" }]],
    ["a batch of null", "echo?batch=1", "null"],
    ["a batch with a query", "echo,read?batch=1", { 0: { name: "a" }, 1: { name: "b" } }],
    ["a batch with an unknown procedure", "echo,no?batch=1", { 0: { name: "a" }, 1: {} }],
    ["a batch of 101 calls", `${Array(101).fill("echo").join(",")}?batch=1`, {}],
    ["no JSON", "echo", "{"],
    ["an empty body", "echo", ""],
    ["null", "echo", "null"],
    ["an own field __proto__", "echo", '{"name":"a","__proto__":{}}'],
    ["an unknown procedure", "toString", {}],
    ["a query by POST", "read", { name: "a" }],
    ["a query", `read?${query({ name: "ä+& b" })}`],
    ["a query without an input", "all"],
    ["a query with wrong input", `read?${query({})}`],
    ["a query whose input is no JSON", "read?input=%7B"],
    ["a batch of queries", `read,all?batch=1&${query({ 0: { name: "a" } })}`],
    ["a batch with a subscription", `read,watch?batch=1&${query({ 0: { name: "a" }, 1: { fails: false } })}`],
    ["a command by GET", `echo?${query({ name: "a" })}`],
  ];
  it.each(cases)("%s", async (_what, path, body) => {
    const { send, failed } = await aServer();
    const own = await send(path, body);
    const expected = await send(path, body, BY_ADAPTER);
    expect(own.status).toBe(expected.status);
    expect(await own.json()).toEqual(await expected.json());
    for (const name of ["content-type", "vary", "cache-control"])
      expect(own.headers.get(name)?.split(";")[0]).toBe(expected.headers.get(name)?.split(";")[0]);
    expect(failed.slice(0, failed.length / 2)).toEqual(failed.slice(failed.length / 2));
  });
});

describe("a subscription is answered as by tRPC's own adapter", () => {
  it.each([
    ["to its end", query({ fails: false }), {}],
    ["until it fails", query({ fails: true }), {}],
    ["with wrong input", query({}), {}],
    ["after the last message of a reader that comes again", query({ fails: false }), { "last-event-id": "5" }],
    ["after the message that its address names", `${query({ fails: false })}&lastEventId=6`, {}],
  ])("%s", async (_what, input, headers) => {
    const { send, failed } = await aServer();
    const own = await send(`watch?${input}`, undefined, headers);
    const expected = await send(`watch?${input}`, undefined, { ...headers, ...BY_ADAPTER });
    expect([own.status, await own.text()]).toEqual([expected.status, await expected.text()]);
    for (const name of ["content-type", "vary", "cache-control", "x-accel-buffering", "content-security-policy"])
      expect(own.headers.get(name)).toBe(expected.headers.get(name));
    expect(own.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(failed).size).toBeLessThanOrEqual(1);
  });

  it("until its reader leaves", async () => {
    const { send } = await aServer();
    const response = await send(`follow?${query({ name: "a" })}`);
    const parts = response.body?.getReader();
    await parts?.read();
    await parts?.cancel();
    await expect(doorOf("a").promise).resolves.toBeUndefined();
  });
});

describe("a batch whose caller reads lines", () => {
  const LINES = { "x-scrip-lines": "1" };

  it("is answered in one piece, if all answers are there at once", async () => {
    const { send } = await aServer();
    const response = await send("echo,refuse,break?batch=1", { 0: { name: "a" }, 1: {}, 2: {} }, LINES);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/jsonl; charset=utf-8"]);
    expect(response.headers.get("content-length")).not.toBeNull();
    const lines = (await response.text()).trim().split("\n").sort();
    expect(lines.map((line) => JSON.parse(line.slice(2)))).toEqual([
      { result: { data: { name: "a" } } },
      { error: expect.objectContaining({ data: expect.objectContaining({ httpStatus: 409 }) }) },
      { error: expect.objectContaining({ data: expect.objectContaining({ httpStatus: 500 }) }) },
    ]);
  });

  it("is answered line by line, so that a slow call does not hold up its neighbours", async () => {
    const { send } = await aServer();
    const response = await send(
      "wait,echo,wait?batch=1",
      { 0: { name: "a" }, 1: { name: "b" }, 2: { name: "c" } },
      LINES,
    );
    const parts = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await parts?.read())?.value).toBe('1:{"result":{"data":{"name":"b"}}}\n');
    doorOf("c").resolve();
    expect((await parts?.read())?.value).toBe('2:{"result":{"data":{"name":"c"}}}\n');
    doorOf("a").resolve();
    expect((await parts?.read())?.value).toBe('0:{"result":{"data":{"name":"a"}}}\n');
    expect(await parts?.read()).toMatchObject({ done: true });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("runs to its end if the caller leaves", async () => {
    const { send } = await aServer();
    const response = await send("wait,echo?batch=1", { 0: { name: "a" }, 1: { name: "b" } }, LINES);
    await response.body?.cancel();
    doorOf("a").resolve();
    expect((await send("echo", { name: "next" })).status).toBe(200);
  });
});
