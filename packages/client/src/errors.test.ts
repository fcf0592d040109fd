import { describe, expect, expectTypeOf, it } from "vitest";
import { AccessDenied, BadInput, isRefusal, Refused, ScripError, Unavailable } from "./index.ts";
import { aClient } from "./testing/a-client.ts";
import { failed, type Reply } from "./testing/replies.ts";

async function errorAfter(reply: Reply): Promise<unknown> {
  const { client } = await aClient(() => reply, { retryForMs: 0 });
  return client.holds.place({ amount: 5_000_000n }).catch((error: unknown) => error);
}

const short = failed(
  402,
  { code: "insufficient_credit", details: { required: "5000000", spendable: "1250000", missing: "3750000" } },
  "This needs $5.00; $1.25 is available.",
);

describe("a refusal", () => {
  it("has its code, its sentence and its figures", async () => {
    const error = await errorAfter(short);
    expect(error).toBeInstanceOf(Refused);
    expect(error).toBeInstanceOf(ScripError);
    expect(error).toMatchObject({
      name: "Refused",
      code: "insufficient_credit",
      status: 402,
      requestId: "req-1",
      message: "This needs $5.00; $1.25 is available.",
      details: { required: 5_000_000n, spendable: 1_250_000n, missing: 3_750_000n },
    });
  });

  it("has typed details once its code is checked", async () => {
    const error = await errorAfter(short);
    if (!isRefusal(error, "insufficient_credit")) throw error;
    expectTypeOf(error.details.missing).toExtend<bigint>();
    expectTypeOf(error.code).toEqualTypeOf<"insufficient_credit">();
    expect(error.details.missing).toBe(3_750_000n);
    // @ts-expect-error -- another refusal's figure
    expect(error.details.reportedMs).toBeUndefined();
  });

  it("can be logged as JSON, with its amounts as digits", async () => {
    expect(JSON.parse(JSON.stringify(await errorAfter(short)))).toEqual({
      name: "Refused",
      code: "insufficient_credit",
      status: 402,
      requestId: "req-1",
      message: "This needs $5.00; $1.25 is available.",
      details: { required: "5000000", spendable: "1250000", missing: "3750000" },
    });
  });

  it("keeps quantities as numbers and names as text", async () => {
    const details = { job: "run-42", reportedMs: 9, lastMs: 10 };
    const error = await errorAfter(failed(422, { code: "quantity_goes_back", details }));
    if (!isRefusal(error, "quantity_goes_back")) throw error;
    expectTypeOf(error.details).toEqualTypeOf<{
      readonly job: string;
      readonly reportedMs: number;
      readonly lastMs: number;
    }>();
    expect(error.details).toEqual(details);
  });

  it("is distinguished from other refusals and other errors", async () => {
    const error = await errorAfter(short);
    expect(isRefusal(error)).toBe(true);
    expect(isRefusal(error, "hold_closed")).toBe(false);
    expect(isRefusal(await errorAfter("hang up"))).toBe(false);
    expect(isRefusal(new Error("insufficient_credit"), "insufficient_credit")).toBe(false);
    // @ts-expect-error -- no code of the rules
    expect(isRefusal(error, "insufficient_funds")).toBe(false);
  });

  it("covers a test clock that production does not allow, since no other key would get it", async () => {
    const error = await errorAfter(failed(403, { code: "test_clock_refused" }));
    expect(error).toMatchObject({ name: "Refused", code: "test_clock_refused" });
  });

  it("converts the amounts of a code that only a newer API has, by their names", async () => {
    const error = await errorAfter(failed(409, { code: "moon_is_full", details: { open: "5", moon: "5" } }));
    expect(error).toMatchObject({ name: "Refused", details: { open: 5n, moon: "5" } });
  });

  it("can come from a check before the ledger's rules, or from a newer API", async () => {
    expect(await errorAfter(failed(409, { code: "name_taken", details: { name: "Acme" } }))).toMatchObject({
      name: "Refused",
      code: "name_taken",
      details: { name: "Acme" },
    });
    expect(await errorAfter(failed(409, { code: "moon_is_full" }))).toMatchObject({ name: "Refused" });
  });
});

describe("the other errors", () => {
  it("name the fields that are wrong", async () => {
    const fields = [{ path: "amount", message: "must be above zero" }];
    const error = await errorAfter(failed(400, { code: "bad_input", details: { fields } }));
    expect(error).toBeInstanceOf(BadInput);
    expect(error).toMatchObject({ code: "bad_input", fields, status: 400 });
  });

  it("say that a platform key must name the organization", async () => {
    const error = await errorAfter(failed(400, { code: "organization_required" }));
    expect(error).toMatchObject({ name: "BadInput", code: "organization_required", fields: [] });
  });

  it.each([
    ["unauthenticated", 401],
    ["scope_missing", 403],
  ])("deny access: %s", async (code, status) => {
    const error = await errorAfter(failed(status, { code }));
    expect(error).toBeInstanceOf(AccessDenied);
    expect(error).toMatchObject({ code, status });
  });

  it("say why there was no answer", async () => {
    const { client } = await aClient(() => "silence", { url: "http://127.0.0.1:1", retryForMs: 0 });
    const error = await client.balance.get().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Unavailable);
    // `fetch` refuses port 1, and writes the message itself.
    expect(error).toMatchObject({ code: "unreachable", status: null, attempts: 1, idempotencyKey: null });
    expect((error as Unavailable).message).toMatch(/^Scrip could not be reached: .+\.$/);
    expect((error as Unavailable).cause).toBeInstanceOf(Error);
  });

  it("say that another server answered", async () => {
    const page: Reply = { status: 404, headers: { "content-type": "text/html" }, body: "<h1>404</h1>" };
    expect(await errorAfter(page)).toMatchObject({
      name: "ScripError",
      code: "unexpected_answer",
      status: 404,
      message: expect.stringContaining("Check the client's url."),
    });
    expect(await errorAfter({ status: 404, body: { message: "Route not found", error: "Not Found" } })).toMatchObject({
      code: "unexpected_answer",
      status: 404,
      message: expect.stringContaining("HTTP 404"),
    });
    expect(await errorAfter({ status: 200, body: { hello: "world" } })).toMatchObject({ code: "unexpected_answer" });
  });

  it("say that an answer lacks an amount", async () => {
    const strange = { status: 200, body: { result: { data: { open: "a lot" } } } };
    expect(await errorAfter(strange)).toMatchObject({ name: "ScripError", code: "unexpected_answer" });
  });
});
