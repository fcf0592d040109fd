import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { anApi, listen } from "../testing/an-api.ts";
import { fullCalls } from "../testing/full-calls.ts";
import { callV1, send } from "../testing/v1-call.ts";
import { OPERATIONS } from "./operations/operations.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 500 });
const { hold } = await api.ok("holds.place", { org, amount: "100" });
const CALLS = fullCalls(org, hold);
const call = (name: string, input: Readonly<Record<string, unknown>>, key: string | null = api.key) =>
  callV1(api.url, name, input, key);
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  send(api.url, path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${api.key}`, ...headers },
    body,
  });

describe("every operation", () => {
  const names = OPERATIONS.map(({ name }) => name);

  it.each(names)("%s gives the answer of its procedure", async (name) => {
    const input = CALLS[name] ?? {};
    const byHttp = await call(name, input);
    const byTrpc = await api.call(name, input);
    // Made again, these have nothing left to do, or say that they were made before.
    const isOther = ["clocks.create", "clocks.advance", "usage.report"].includes(name);
    const wanted = byTrpc.error === undefined && !isOther ? byTrpc.data : byHttp.body;
    expect(byHttp.body).toEqual(wanted);
    expect([byHttp.status, byHttp.error?.code]).toEqual([byTrpc.status, byTrpc.error?.code]);
    expect(byHttp.error?.data).toEqual(byTrpc.error?.details);
  });

  it.each(names)("%s needs a key", async (name) => {
    expect(await call(name, CALLS[name] ?? {}, null)).toMatchObject({
      status: 401,
      error: { code: "unauthenticated" },
    });
  });

  it.each(OPERATIONS.filter(({ isKeyed }) => isKeyed).map(({ name }) => name))(
    "%s names the header that is missing",
    async (name) => {
      const { idempotencyKey: _, ...input } = CALLS[name] ?? {};
      const { status, error } = await call(name, input);
      expect([status, error?.code, error?.field]).toEqual([400, "bad_input", "Idempotency-Key"]);
      expect(error?.message).toContain("Idempotency-Key: the header is missing");
    },
  );
});

describe("amounts", () => {
  it("999999999999999 micro-dollars go there and back to the digit", async () => {
    const rich = await api.anOrganization();
    const amount = "999999999999999";
    const granted = await call("grants.create", { org: rich, source: "purchase", amount, idempotencyKey: "rich" });
    expect(granted.body).toMatchObject({ amount, balance: { available: amount } });
    expect((await call("balance.get", { org: rich })).body).toMatchObject({ available: amount });
  });

  it.each(["-1", "0.5", "1e3", "0", "", "+5", " 5", "1000000000000001", 5, 0.5, null, ["5"]])(
    "F1 refuses %j",
    async (amount) => {
      const { status, error } = await call("holds.place", { org, amount, idempotencyKey: randomUUID() });
      expect([status, error?.code, error?.field]).toEqual([400, "bad_input", "amount"]);
    },
  );
});

describe("an intent", () => {
  it("has one answer under its key", async () => {
    const input = { org, amount: "7", idempotencyKey: "run-42/epoch-7" };
    const first = await call("charges.create", input);
    const again = await call("charges.create", input);
    expect(first.body).toEqual(again.body);
    const other = await call("charges.create", { ...input, amount: "8" });
    expect([other.status, other.error?.code]).toEqual([422, "key_reused"]);
  });

  it("has the same key by tRPC and by HTTP", async () => {
    const input = { org, amount: "7", idempotencyKey: "either-way" };
    const { data } = await api.call("charges.create", input);
    expect((await call("charges.create", input)).body).toEqual(data);
  });

  it("has its key in the header only, and one key", async () => {
    const body = JSON.stringify({ org, amount: "7", idempotencyKey: "k" });
    const inBody = await post("/v1/charges/create", body, { "idempotency-key": "k" });
    expect([inBody.status, inBody.error?.field]).toEqual([400, "idempotencyKey"]);
    expect(inBody.error?.message).toContain("must be sent as the header");
    const spaced = await post("/v1/charges/create", JSON.stringify({ org, amount: "7" }), {
      "idempotency-key": "a, b",
    });
    expect([spaced.status, spaced.error?.field]).toEqual([400, "Idempotency-Key"]);
  });
});

describe("the query of a read", () => {
  const get = (path: string) => send(api.url, path, { headers: { authorization: `Bearer ${api.key}` } });

  it("has numbers, truth values and lists", async () => {
    const { status, body } = await get(`/v1/grants/list?org=${org}&limit=1&open=true`);
    expect([status, (body.grants as unknown[]).length]).toEqual([200, 1]);
    expect(await get(`/v1/endpoints/list?org=${org}&states=running&states=stopped`)).toMatchObject({ status: 200 });
    expect(await get(`/v1/ledger/verify?orgs=${org}`)).toMatchObject({ status: 200, body: { ok: true } });
  });

  it.each([
    ["limit=ten", "limit"],
    ["limit=1e1", "limit"],
    ["limit=", "limit"],
    ["open=yes", "open"],
    ["limit=1&limit=2", "limit"],
    ["unknown=1", "unknown"],
    ["__proto__=1", "__proto__"],
  ])("%s is refused", async (query, field) => {
    const { status, error } = await get(`/v1/grants/list?org=${org}&${query}`);
    expect([status, error?.code, error?.field]).toEqual([400, "bad_input", field]);
  });
});

describe("a request that is none", () => {
  it.each([["{"], ["[]"], ['"text"'], ["null"], ["5"]])("with the body %s is refused", async (body) => {
    const { status, error } = await post("/v1/holds/place", body, { "idempotency-key": "k" });
    expect([status, error?.code]).toEqual([400, "bad_input"]);
    expect(error?.data).not.toHaveProperty("scrip");
  });

  it("has the error of HTTP in the same envelope", async () => {
    const large = await post("/v1/holds/place", `"${"x".repeat(1024 * 1024)}"`);
    expect([large.status, large.error?.code]).toEqual([413, "bad_input"]);
    const form = await post("/v1/holds/place", "a=b", { "content-type": "application/x-www-form-urlencoded" });
    expect([form.status, form.error?.code]).toEqual([415, "bad_input"]);
    const nowhere = await send(api.url, "/v1/nowhere", {
      headers: { accept: "text/html", "sec-fetch-mode": "navigate" },
    });
    expect([nowhere.status, nowhere.error?.code]).toEqual([404, "not_found"]);
    const read = await post("/v1/balance/get", "{}");
    expect([read.status, read.error?.code, read.headers.get("allow")]).toEqual([405, "bad_input", "GET"]);
    const written = await send(api.url, "/v1/holds/place");
    expect([written.status, written.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

describe("a caller", () => {
  it("is a key: the cookie of a person does not count", async () => {
    const person = await api.aPerson({ org });
    const { cookie } = person;
    const headers = { cookie, "x-scrip-client": "web" };
    expect(await send(api.url, `/v1/balance/get?org=${org}`, { headers })).toMatchObject({ status: 401 });
  });

  it("needs the scope, and reaches only its organization", async () => {
    const reader = await api.aKey({ orgId: org.slice(4), scopes: ["ledger:read"] });
    expect((await call("balance.get", {}, reader)).status).toBe(200);
    const refused = await call("holds.place", { amount: "1", idempotencyKey: "k" }, reader);
    expect(refused).toMatchObject({ status: 403, error: { code: "scope_missing", data: { scope: "holds:write" } } });
    const other = await api.anOrganization();
    expect(await call("balance.get", { org: other }, reader)).toMatchObject({
      status: 404,
      error: { code: "organization_not_found", data: { organization: other } },
    });
    expect(await call("balance.get", {})).toMatchObject({ status: 400, error: { code: "organization_required" } });
  });

  it("is limited like a caller of tRPC, and learns when to retry", async () => {
    const url = await listen(api.deps, { paces: { calls: 1, reads: 1 } });
    const key = await api.aKey({ orgId: org.slice(4) });
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push(await callV1(url, "balance.get", {}, key));
    const limited = answers.find(({ status }) => status === 429);
    expect(limited?.error).toMatchObject({ code: "too_many_requests", retryAfterMs: expect.any(Number) });
    expect(limited?.headers.get("retry-after")).toMatch(/^\d+$/);
  });
});

it("no answer is stored, and each has an id", async () => {
  const { headers } = await call("balance.get", { org });
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("content-type")).toMatch(/^application\/json/);
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const poor = await api.anOrganization();
  const refused = await call("holds.place", { org: poor, amount: "9", idempotencyKey: "too-much" });
  expect(refused).toMatchObject({ status: 402, error: { code: "insufficient_credit", data: { required: "9" } } });
  expect(refused.headers.get("x-request-id")).toBe(refused.error?.requestId);
});

it("the document is served to everybody", async () => {
  const { status, body } = await send(api.url, "/v1/openapi.json");
  expect([status, body.openapi]).toEqual([200, "3.1.0"]);
});
