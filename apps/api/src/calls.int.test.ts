import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { anApi } from "./testing/an-api.ts";
import type { OutputOf } from "./testing/wire-types.ts";

const api = await anApi();

describe("one intent", () => {
  it("C3 sent fifty times at once under one key runs once and is answered fifty times", async () => {
    const org = await api.anOrganization({ credit: 500 });
    const input = { org, amount: "75", idempotencyKey: "fifty" };
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.call("holds.place", input)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "425", reserved: "75", seq: 2 });
  });

  it("C3 sent fifty times at once with different payloads runs for one of them, and is refused for the rest", async () => {
    const org = await api.anOrganization({ credit: 5000 });
    const amounts = Array.from({ length: 50 }, (_, n) => String(n + 1));
    const answers = await Promise.all(
      amounts.map((amount) => api.call("charges.create", { org, amount, idempotencyKey: "one-of-fifty" })),
    );
    const made = answers.filter(({ status }) => status === 200);
    expect(made).toHaveLength(1);
    expect(new Set(answers.map(({ error }) => error?.code))).toEqual(new Set([undefined, "key_reused"]));
    expect(await api.ok("balance.get", { org })).toMatchObject({
      available: String(5000 - Number(made[0]?.data.charged)),
    });
  });

  it("C3 creates one organization for one key, twenty times at once", async () => {
    const input = { name: `At once ${randomUUID()}`, idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.call("organizations.create", input)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
  });
});

describe("credit", () => {
  it("C2 covers exactly six of twenty concurrent holds of 75 on 500", async () => {
    const org = await api.anOrganization({ credit: 500 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.call("holds.place", { org, amount: "75", idempotencyKey: randomUUID() })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ status, error }) => `${status} ${error?.code}`))).toEqual(
      new Set(["402 insufficient_credit"]),
    );
    expect(refused[0]?.error?.details).toEqual({ required: "75", spendable: "50", missing: "25" });
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "50", reserved: "450", owed: "0" });
    expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true });
  });

  it("C12 C13 is burnt in order of expiry; a hold outlives the expiry, and its released credit expires", async () => {
    const org = await api.anOrganization();
    const grant = (amount: string, rest = {}) => api.ok("grants.create", { org, source: "plan", amount, ...rest });
    await grant("20000000");
    const { grant: five } = await grant("5000000", { expiresAt: "2026-01-02T12:00:00Z" });
    const { hold } = await api.ok("holds.place", { org, amount: "3000000" });
    await api.ok("clocks.advance", { org, to: "2026-01-02T11:59:59.999Z" });
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "22000000", expiring: "2000000" });
    await api.ok("clocks.advance", { org, to: "2026-01-02T12:00:00Z" });
    expect(await api.ok("balance.get", { org })).toMatchObject({
      available: "20000000",
      reserved: "3000000",
      expiring: "0",
    });
    await api.ok("holds.settle", { org, hold, amount: "2000000", close: true });
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "20000000", reserved: "0" });
    const { entries } = await api.ok("entries.list", { org });
    const lapsed = entries.filter(({ kind }) => kind === "grant_expired").flatMap(({ postings }) => postings);
    expect(lapsed).toMatchObject([
      { from: "avail", to: "expired", amount: "2000000", grant: five },
      { amount: "1000000", grant: five },
    ]);
  });

  it("C7 is released from a hold without a report at the end of the hold's time", async () => {
    const org = await api.anOrganization({ credit: 500 });
    await api.ok("holds.place", { org, amount: "75", ttlSeconds: 60 });
    await api.ok("clocks.advance", { org, to: "2026-01-01T12:00:59.999Z" });
    expect(await api.ok("balance.get", { org })).toMatchObject({ reserved: "75" });
    expect(await api.ok("clocks.advance", { org, to: "2026-01-01T12:01:00Z" })).toMatchObject({ ran: 1 });
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "500", reserved: "0" });
  });

  it("is shown with the part that expires within seven days of the organization's time", async () => {
    const org = await api.anOrganization({ credit: 500 });
    const until = (expiresAt: string, amount: string) =>
      api.ok("grants.create", { org, source: "code", amount, expiresAt });
    await until("2026-01-08T12:00:00.000Z", "30");
    await until("2026-01-08T12:00:00.001Z", "7");
    expect(await api.ok("balance.get", { org })).toEqual({
      available: "537",
      reserved: "0",
      owed: "0",
      expiring: "30",
      seq: 3,
      at: "2026-01-01T12:00:00.000Z",
      expiringBefore: "2026-01-08T12:00:00.000Z",
    });
  });
});

describe("entries.list", () => {
  it("L7 L8 gives pages without a gap, to the end", async () => {
    const org = await api.anOrganization({ credit: 500 });
    for (const amount of ["1", "2", "3", "4"]) await api.ok("charges.create", { org, amount });
    const pages: OutputOf<"entries.list">["entries"][] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: OutputOf<"entries.list"> = await api.ok("entries.list", { org, after, limit: 2 });
      pages.push(page.entries);
      after = page.next;
    }
    expect(pages.flat().map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(pages.flat().map(({ balance }) => balance.available)).toEqual(["500", "499", "497", "494", "490"]);
    expect(pages.flat()).toEqual((await api.ok("entries.list", { org })).entries);
    expect(await api.ok("entries.list", { org, after: 5 })).toEqual({ entries: [], next: null });
    expect(await api.ok("entries.list", { org, after: Number.MAX_SAFE_INTEGER })).toEqual({
      entries: [],
      next: null,
    });
  });

  it("L12 names the cause, the actor and the hash of each entry", async () => {
    const org = await api.anOrganization({ credit: 500 });
    const { charge } = await api.ok("charges.create", { org, amount: "5" });
    const { entries } = await api.ok("entries.list", { org, after: 1 });
    expect(entries).toEqual([
      {
        seq: 2,
        at: "2026-01-01T12:00:00.000Z",
        recordedAt: expect.stringMatching(/Z$/),
        kind: "charged",
        leg: 1,
        actor: { type: "service_key", id: expect.stringMatching(/^key_/) },
        cause: charge,
        postings: [
          { from: "avail", to: "spent", amount: "5", grant: expect.stringMatching(/^grant_/), hold: null, debt: null },
        ],
        asked: null,
        balance: { available: "495", reserved: "0", owed: "0" },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });
});

describe("a batch", () => {
  it("of a hundred calls is answered call by call, in order", async () => {
    const org = await api.anOrganization({ credit: 500 });
    const inputs = Array.from({ length: 100 }, (_, n) => ({
      org,
      amount: n === 50 ? "0" : "5",
      idempotencyKey: `b${n}`,
    }));
    const answers = await batch("charges.create", inputs);
    expect(answers).toHaveLength(100);
    expect(answers[50]?.error?.data.scrip.code).toBe("bad_input");
    expect(answers.filter(({ result }) => result !== undefined)).toHaveLength(99);
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "5" });
    expect(await batch("charges.create", inputs)).toEqual(
      answers.with(50, expect.objectContaining({ error: expect.anything() })),
    );
  });

  it("of calls on many organizations has the same result as single calls", async () => {
    const orgs = await Promise.all(Array.from({ length: 20 }, () => api.anOrganization({ credit: 10 })));
    const answers = await batch(
      "charges.create",
      orgs.map((org) => ({ org, amount: "10", idempotencyKey: "same" })),
    );
    expect(answers.every(({ result }) => result !== undefined)).toBe(true);
    expect(await api.ok("ledger.verify", { orgs })).toMatchObject({ ok: true, organizations: 20 });
  });

  it("F4 of more than a hundred calls is refused, and none of them runs", async () => {
    const org = await api.anOrganization({ credit: 500 });
    const inputs = Array.from({ length: 101 }, (_, n) => ({ org, amount: "1", idempotencyKey: `c${n}` }));
    const response = await post("charges.create", inputs);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("bad_input");
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "500", seq: 1 });
  });
});

interface InBatch {
  readonly result?: unknown;
  readonly error?: { readonly data: { readonly scrip: { readonly code: string } } };
}

async function batch(procedure: string, inputs: readonly object[]): Promise<InBatch[]> {
  return (await (await post(procedure, inputs)).json()) as InBatch[];
}

function post(procedure: string, inputs: readonly object[]): Promise<Response> {
  return fetch(`${api.url}/trpc/${inputs.map(() => procedure).join(",")}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${api.key}` },
    body: JSON.stringify({ ...inputs }),
  });
}
