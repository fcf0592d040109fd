import { acrossOrganizations, REQUEST_TIMEOUTS } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { aProxy } from "@scrip/db/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { anApi, callOver, listen, openTestDeps } from "../testing/an-api.ts";
import { type Answered, PROCEDURES } from "../testing/answered.ts";
import { fullCalls } from "../testing/full-calls.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 500 });
const PATIENT = { timeout: 10_000, interval: 100 };

describe("a ledger whose queue is full", async () => {
  const ledger = openLedger({ url: api.database.urls.app, books: api.deps.books, lanes: 1, queueLimit: 0 });
  afterAll(() => ledger.close());
  const url = await listen({ ...api.deps, ledger });

  it("C15 answers busy with a retry time, and records nothing: the same key runs later", async () => {
    const input = { org, amount: "5", idempotencyKey: "busy" };
    const { status, error, headers } = await callOver(url, "holds.place", input, api.key);
    expect([status, error?.code, error?.retryAfterMs, headers.get("retry-after")]).toEqual([503, "busy", 200, "1"]);
    expect(await api.ok("holds.place", input)).toMatchObject({ open: "5" });
  });

  it("still reads", async () => {
    expect((await callOver(url, "balance.get", { org }, api.key)).status).toBe(200);
  });

  it("accepts commands up to its limit, and answers every command", async () => {
    const small = openLedger({ url: api.database.urls.app, books: api.deps.books, lanes: 1, queueLimit: 5 });
    afterAll(() => small.close());
    const narrow = await listen({ ...api.deps, ledger: small });
    const inputs = Array.from({ length: 50 }, (_, n) => ({ org, amount: "1", idempotencyKey: `narrow-${n}` }));
    const ask = (input: object) => callOver(narrow, "charges.create", input, api.key);
    const first = await Promise.all(inputs.map(ask));
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([200, 503]));
    const charged = first.filter(({ status }) => status === 200).length;
    const { available } = await api.ok("balance.get", { org });
    expect(available).toBe(String(495 - charged));
    for (const input of inputs) expect((await ask(input)).status).toBe(200);
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "445" });
  });
});

describe("a database that allows no changes", async () => {
  const { owner, database } = api;
  const change = async (setting: string): Promise<void> => {
    await owner.query(`ALTER ROLE scrip_app IN DATABASE ${database.name} ${setting}`);
    await owner.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'scrip_app'",
    );
  };
  beforeAll(() => change("SET default_transaction_read_only = on"));
  afterAll(async () => {
    await change("RESET default_transaction_read_only");
    const ask = (): Promise<Answered> => api.call("balance.get", { org });
    await vi.waitFor(async () => {
      const answered = await Promise.all(Array.from({ length: 10 }, ask));
      if (answered.some(({ status }) => status !== 200)) throw new Error("a connection is still broken");
    }, PATIENT);
  });

  // One of each way to the database: both homes, the clock, and the ledger's batches.
  const changing = ["organizations.create", "clocks.create", "clocks.advance", "charges.create", "jobs.start"];

  it.each(changing)("E5 %s answers unavailable with a retry time", async (name) => {
    const answered = await untilConnected(name);
    expect([answered.status, answered.error?.code, answered.error?.retryAfterMs]).toEqual([503, "unavailable", 1000]);
  });

  it("E5 reads still answer", async () => {
    expect((await api.call("balance.get", { org })).status).toBe(200);
  });

  /** The first call on a connection that was terminated may find it broken. */
  async function untilConnected(name: string): Promise<Answered> {
    const input = fullCalls(org, `hold_${"0".repeat(8)}-0000-7000-8000-000000000000`)[name];
    return vi.waitFor(async () => {
      const answered = await api.call(name, input);
      expect(answered.error?.message).toContain("allows no changes");
      return answered;
    }, PATIENT);
  }
});

describe("a database that stalls", async () => {
  const { urls, ownerUrl } = api.database;
  const proxy = await aProxy(ownerUrl);
  const timeouts = { statementMs: 400, answerMs: 500, lockMs: 400, idleInTransactionMs: 400, connectMs: 500 };
  const ledger = openLedger({ url: proxy.through(urls.app), books: api.deps.books, lanes: 1, timeouts });
  afterAll(() => ledger.close());
  const url = await listen({ ...api.deps, ledger });

  it("E10 times out; a retry with the key returns the outcome of the command", async () => {
    const input = { org, amount: "1", idempotencyKey: "stalled" };
    const before = Number((await api.ok("balance.get", { org })).available);
    expect((await callOver(url, "balance.get", { org }, api.key)).status).toBe(200);
    proxy.stall();
    const { status, error } = await callOver(url, "charges.create", input, api.key);
    expect([status, error?.code]).toEqual([503, "unavailable"]);
    proxy.mend();
    expect((await callOver(url, "charges.create", input, api.key)).status).toBe(200);
    expect(Number((await api.ok("balance.get", { org })).available)).toBe(before - 1);
  });
});

describe("a pool of two connections that are never given back", async () => {
  const urls = { organizations: api.database.urls.app };
  const timeouts = { ...REQUEST_TIMEOUTS, connectMs: 300 };
  const homes = await openHomes(urls, { applicationName: "scrip-test-leaked", poolSize: 2, timeouts });
  afterAll(() => homes.close());
  const url = await listen({ ...api.deps, homes });

  it("E10 answers unavailable in time and does not hang; it answers again once they are given back", async () => {
    const ask = (key: string) => callOver(url, "organizations.create", { name: key, idempotencyKey: key }, api.key);
    expect((await ask("before-the-leak")).status).toBe(200);
    const leaked = Promise.withResolvers<void>();
    const leaks = [1, 2].flatMap(() =>
      homes.organizations.cells.map((cell) => acrossOrganizations(cell, () => leaked.promise)),
    );
    const began = performance.now();
    for (const { status, error } of await Promise.all([ask("leaked-one"), ask("leaked-two")]))
      expect([status, error?.code]).toEqual([503, "unavailable"]);
    expect(performance.now() - began).toBeLessThan(20_000);
    leaked.resolve();
    await Promise.all(leaks);
    await vi.waitFor(async () => expect((await ask("leaked-one")).status).toBe(200), PATIENT);
  });
});

describe("a database that does not answer", async () => {
  const { urls, ownerUrl } = api.database;
  const proxy = await aProxy(ownerUrl);
  const { deps } = await openTestDeps({ app: proxy.through(urls.app), verify: proxy.through(urls.verify) });
  const url = await listen(deps);
  afterEach(() => proxy.mend());

  // The procedures of sessions need no database while nobody is signed in.
  const asking = Object.keys(PROCEDURES).filter((name) => PROCEDURES[name]?.meta?.reach !== "session");

  it.each(asking)("E1 %s answers unavailable with a retry time", async (name) => {
    const { hold } = await api.ok("holds.place", { org, amount: "1" });
    const input = fullCalls(org, hold)[name];
    proxy.cut();
    expectUnavailable(await callOver(url, name, input, api.key));
  });

  it("E1 cuts off commands: each runs once, and a retry with its key gets the answer", async () => {
    const before = (await api.ok("balance.get", { org })).available;
    const inputs = Array.from({ length: 40 }, (_, n) => ({ org, amount: "1", idempotencyKey: `cut-${n}` }));
    const answers = inputs.map((input) => callOver(url, "charges.create", input, api.key));
    setTimeout(() => proxy.cut(), 15);
    for (const { status, error } of await Promise.all(answers))
      expect(["200 undefined", "503 unavailable"]).toContain(`${status} ${error?.code}`);
    proxy.mend();
    const again = await Promise.all(inputs.map((input) => untilAnswered("charges.create", input)));
    expect(again.every(({ status }) => status === 200)).toBe(true);
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: String(Number(before) - 40) });
    expect(await api.ok("ledger.verify", { orgs: [org] })).toMatchObject({ ok: true });
  });

  it("E1 makes the process not ready but healthy; it is ready again when the database is back", async () => {
    proxy.cut();
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await callOver(url, "balance.get", { org }, null)).status).toBe(401);
    proxy.mend();
    await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200));
    expect((await untilAnswered("balance.get", { org })).status).toBe(200);
  });

  it("E3 is available at once after its sessions were terminated", async () => {
    const statement =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'scrip_app'";
    for (const procedure of ["balance.get", "holds.place", "organizations.create", "ledger.verify"]) {
      await api.owner.query(statement);
      const input = fullCalls(org, "")[procedure] ?? {};
      expect(
        (await untilAnswered(procedure, { ...input, ...(procedure === "holds.place" && { amount: "1" }) })).status,
      ).toBe(200);
    }
  });

  it("E10 makes the process not ready even if it keeps its connections open", async () => {
    for (let n = 0; n < 3; n += 1) await untilAnswered("balance.get", { org });
    proxy.stall();
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  /** Retries while the API is unavailable, as a client does. */
  async function untilAnswered(procedure: string, input: object): Promise<Answered> {
    return vi.waitFor(async () => {
      const answered = await callOver(url, procedure, input, api.key);
      expect(answered.status).not.toBe(503);
      return answered;
    }, PATIENT);
  }
});

function expectUnavailable({ status, error, text }: Answered): void {
  expect([status, error?.code, error?.retryAfterMs]).toEqual([503, "unavailable", 1000]);
  expect(text).not.toMatch(/ECONN|127\.0\.0\.1|terminated|\.ts\b/);
}
