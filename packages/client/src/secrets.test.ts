import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createClient } from "./index.ts";
import { aClient, KEY } from "./testing/a-client.ts";
import { failed, type Reply } from "./testing/replies.ts";

describe("the key", () => {
  it("goes with every request, together with the caller's name", async () => {
    const { client, seen } = await aClient(() => failed(404, { code: "not_found" }), { caller: "orchestrator/1.4.2" });
    await client.balance.get().catch(() => {});
    await client.holds.void({ hold: "hold_1" }).catch(() => {});
    expect(seen.map(({ headers }) => [headers.authorization, headers["x-scrip-client"]])).toEqual(
      Array(2).fill([`Bearer ${KEY}`, "orchestrator/1.4.2"]),
    );
  });

  it.each<[string, Reply]>([
    ["a refusal", failed(402, { code: "insufficient_credit" }, `Not with ${KEY}.`)],
    ["denied access", failed(401, { code: "unauthenticated" }, `Unknown key ${KEY}.`)],
    ["an API that is down", failed(503, { code: "unavailable" }, `Not now, ${KEY}.`)],
    ["another server", { status: 404, body: { message: `No route for ${KEY}` } }],
    ["no answer", "hang up"],
  ])("is in no printable value after %s", async (_name, reply) => {
    const printed: string[] = [];
    const onRetry = (retry: unknown) => printed.push(inspect(retry));
    const { client } = await aClient(() => reply, { retryForMs: 100, onRetry });
    const error = await client.balance.get().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    printed.push(String(error), inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error));
    expect(printed.join("\n")).not.toContain(KEY);
  });

  it("is not in an error of a transport that quotes its request", async () => {
    const careless = () => Promise.reject(new Error(`no route: authorization: Bearer ${KEY}`, { cause: { KEY } }));
    const { client } = await aClient(() => "silence", { fetch: careless, retryForMs: 0 });
    const error = await client.balance.get().catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(KEY);
  });

  it("is not in the client itself", () => {
    const client = createClient({ url: "http://127.0.0.1:4870", key: KEY });
    const both = [client, client.organization("org_1")];
    expect(inspect(both, { depth: 20, showHidden: true })).not.toContain(KEY);
    expect(JSON.stringify(both)).not.toContain(KEY);
  });

  it("is not quoted if it is not valid", () => {
    const broken = `${KEY}\n`;
    const make = () => createClient({ url: "http://127.0.0.1:4870", key: broken });
    expect(make).toThrow(new TypeError("key: must be a service key, printable ASCII without spaces."));
  });
});
