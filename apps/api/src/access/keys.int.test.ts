import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { limitKey } from "@scrip/usecases/access/limit-key";
import { makeKey } from "@scrip/usecases/access/make-key";
import { revokeKey } from "@scrip/usecases/access/revoke-key";
import { FROM_WITHIN } from "@scrip/usecases/deps";
import { describe, expect, it, vi } from "vitest";
import { anApi, callOver, listen, openTestDeps } from "../testing/an-api.ts";
import { rawHttp } from "../testing/raw-http.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 5_000_000 });
const { personId } = await api.aPerson({ org, role: "admin" });
const caller = { orgId: org.slice(4), actor: { type: "member", id: personId }, from: FROM_WITHIN } as const;
const url = await listen(api.deps);
/** A second process of the API: both share only the database. */
const other = await openTestDeps(api.database.urls);
const elsewhere = await listen(other.deps, { changes: other.changes });

const NEW = { org: undefined, name: "scheduler", scopes: ["ledger:read", "charges:write"] } as const;
const charge = (at: string, text: string, amount: string) =>
  callOver(at, "charges.create", { amount, idempotencyKey: randomUUID() }, text);

describe("a service key of an organization", () => {
  it("G12 is refused in every process within two seconds after it is revoked, and its streams end", async ({
    annotate,
  }) => {
    const { key, text } = await makeKey(api.deps, caller, NEW);
    const path = `/trpc/live.balance?input=${encodeURIComponent("{}")}`;
    const headers = { authorization: `Bearer ${text}` };
    const streams = await Promise.all([url, elsewhere].map((at) => rawHttp(at, path, { headers })));
    const ends = streams.map((stream) => stream.text());
    for (const at of [url, elsewhere]) expect((await charge(at, text, "1")).status).toBe(200);
    const revokedAt = performance.now();
    await revokeKey(api.deps, caller, { key });
    for (const at of [url, elsewhere])
      await vi.waitFor(async () => expect((await charge(at, text, "1")).error?.code).toBe("unauthenticated"), 10_000);
    await Promise.race([Promise.all(ends), sleep(10_000, undefined, { ref: false })]);
    const tookMs = performance.now() - revokedAt;
    await annotate(`both streams ended after ${Math.round(tookMs)} ms`);
    expect(tookMs).toBeLessThan(2_000);
  });

  it("counts one ceiling in every process, and a new one holds from the next command", async () => {
    const { key, text } = await makeKey(api.deps, caller, { ...NEW, dailyCeiling: 10n });
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, n) => charge(n % 2 === 0 ? url : elsewhere, text, "1")),
    );
    expect(outcomes.filter(({ status }) => status === 200)).toHaveLength(10);
    await limitKey(api.deps, caller, { org: undefined, key, dailyCeiling: 11n });
    for (const status of [200, 402]) expect((await charge(elsewhere, text, "1")).status).toBe(status);
  });

  it("counts the ceiling of a platform key in each organization on its own", async () => {
    const another = await api.anOrganization({ credit: 100 });
    const text = await api.aKey({ dailyCeiling: 3n });
    for (const to of [org, another])
      for (const status of [200, 402]) {
        const input = { org: to, amount: "2", idempotencyKey: randomUUID() };
        expect((await api.call("charges.create", input, text)).status).toBe(status);
      }
  });

  it("is managed by members only", async () => {
    const key = await api.aKey({ orgId: caller.orgId });
    for (const shown of [key, api.key])
      expect((await api.call("keys.list", { org }, shown)).error?.code).toBe("members_only");
  });
});
