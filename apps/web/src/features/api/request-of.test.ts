import { describe, expect, it } from "vitest";
import type { ApiOperation } from "./api-document.ts";
import { curlOf, requestOf } from "./request-of.ts";

const START = { method: "POST", path: "/v1/jobs/start", isKeyed: true } as ApiOperation;
const GET = { method: "GET", path: "/v1/endpoints/list", isKeyed: false } as ApiOperation;
const CALLER = { key: "scrip_o1", intent: "run-42" };

describe("a call of the form", () => {
  it("has its fields in the body, and its key in a header", () => {
    expect(requestOf(START, '{"job": "a"}', CALLER)).toEqual({
      path: "/v1/jobs/start",
      method: "POST",
      headers: { authorization: "Bearer scrip_o1", "content-type": "application/json", "idempotency-key": "run-42" },
      body: '{"job": "a"}',
    });
  });

  it("has its fields in the query if it reads, a list several times", () => {
    const request = requestOf(GET, '{"states": ["running", "stopped"], "limit": 5}', CALLER);
    expect(request?.path).toBe("/v1/endpoints/list?states=running&states=stopped&limit=5");
    expect(request?.headers).toEqual({ authorization: "Bearer scrip_o1" });
  });

  it.each(["", "{", "[]", "null", "5"])("is none if its fields are %j", (text) => {
    expect(requestOf(START, text, CALLER)).toBeNull();
  });

  it("is a line for a terminal without the key", () => {
    const request = requestOf(START, '{ "job": "it\'s" }', CALLER);
    expect(request && curlOf(request, "http://127.0.0.1:4870")).toBe(`curl 'http://127.0.0.1:4870/v1/jobs/start' \\
  -H "authorization: Bearer $SCRIP_KEY" \\
  -H 'content-type: application/json' \\
  -H 'idempotency-key: run-42' \\
  -d '{"job":"it'\\''s"}'`);
  });
});
