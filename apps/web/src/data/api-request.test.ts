import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, request } from "./api-request.ts";
import { procedureCalls, procedureOptions } from "./procedures.ts";

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** Answers each request of the test with the same body. @returns the requests so far */
function answering(body: string): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return new Response(body);
  });
  return sent;
}

afterEach(() => void vi.unstubAllGlobals());

describe("a call of a procedure", () => {
  it("sends a query in the address, and returns the data of its answer", async () => {
    const sent = answering('{"result":{"data":{"seq":7}}}');
    await expect(procedureCalls.balance.get.query({ org: "org_1" })).resolves.toEqual({ seq: 7 });
    expect(sent).toMatchObject([{ url: "/trpc/balance.get?input=%7B%22org%22%3A%22org_1%22%7D" }]);
    expect(sent[0]?.init).toEqual({ method: "GET", headers: { "x-scrip-client": "web" } });
  });

  it("sends a mutation as JSON", async () => {
    const sent = answering('{"result":{}}');
    await expect(request("mutation", "session.signOut", undefined)).resolves.toBeUndefined();
    const headers = { "x-scrip-client": "web", "content-type": "application/json" };
    expect(sent).toEqual([{ url: "/trpc/session.signOut", init: { method: "POST", headers, body: "{}" } }]);
  });

  it("throws the message and the data of a refusal", async () => {
    answering('{"error":{"message":"Not now.","data":{"httpStatus":503}}}');
    await expect(request("query", "overview.get", {})).rejects.toEqual(new ApiError("Not now.", { httpStatus: 503 }));
    await expect(request("query", "overview.get", {})).rejects.toMatchObject({ data: { httpStatus: 503 } });
  });

  it.each(["<html>Bad gateway</html>", "", "{}", "null"])("throws an error without data for %j", async (body) => {
    answering(body);
    await expect(request("query", "overview.get", {})).rejects.toMatchObject({ name: "ApiError", data: undefined });
  });

  it("throws the browser's error after an abort", async () => {
    const controller = new AbortController();
    controller.abort(new DOMException("gone", "AbortError"));
    vi.stubGlobal("fetch", async (_url: string, { signal }: RequestInit) => signal?.throwIfAborted());
    await expect(request("query", "a.b", {}, controller.signal)).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("the options of a query", () => {
  it("have the key of its path and input, and what the caller adds", () => {
    const options = procedureOptions.overview.get.queryOptions({ org: "org_1" }, { meta: { live: true } });
    expect(options.queryKey).toEqual([["overview", "get"], { input: { org: "org_1" }, type: "query" }]);
    expect(options.meta).toEqual({ live: true });
    expect(procedureOptions.session.get.queryOptions().queryKey).toEqual([["session", "get"], { type: "query" }]);
  });
});
