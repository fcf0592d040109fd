import { randomUUIDv7 } from "node:crypto";
import { afterAll, describe, expect, it, vi } from "vitest";
import { inPlatform } from "../connection/in-home.ts";
import { testDatabase } from "../testing/index.ts";
import { NOT_ALLOWED, refusalOf } from "../testing/refusal.ts";
import { REMEMBER_MS, ServiceKeyLookup } from "./service-key-lookup.ts";
import { serviceKeyHash } from "./service-key-text.ts";
import { ServiceKeyUses } from "./service-key-uses.ts";
import {
  createServiceKey,
  getServiceKey,
  listServiceKeys,
  type NewServiceKey,
  revokeServiceKey,
  setServiceKeyCeiling,
} from "./service-keys.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
let lookupMs = 0;
const lookup = new ServiceKeyLookup(app.platform, () => lookupMs);
afterAll(() => lookup.close());

describe("service keys", () => {
  it("returns the text of a platform key once and stores its hash", async () => {
    const { id, key } = await createServiceKey(owner.platform, aKey({ orgIds: [] }));
    expect(key).toMatch(/^scrip_p[\w-]{43}$/);
    expect(await owner.query("SELECT * FROM service_keys WHERE id = $1", [id])).toEqual([
      expect.objectContaining({ hash: Buffer.from(hashOf(key), "hex"), name: "scheduler", scopes: ["holds:write"] }),
    ]);
    expect(JSON.stringify(await owner.query("SELECT * FROM service_keys"))).not.toContain(key);
  });

  it("finds keys by their text, as the app", async () => {
    const orgId = randomUUIDv7();
    const first = await createServiceKey(owner.platform, aKey({ orgId, expiresAt: Date.UTC(2100, 0) }));
    const second = await createServiceKey(owner.platform, aKey({ orgIds: [orgId] }));
    expect(first.key).toMatch(/^scrip_o/);
    expect(await lookup.find(first.key)).toEqual({
      ...aKey({ orgId, expiresAt: Date.UTC(2100, 0) }),
      id: first.id,
      prefix: first.key.slice(0, 12),
      dailyCeiling: null,
      ceilingVersion: 0,
      createdBy: null,
      createdAt: expect.any(Number),
      revokedAt: null,
      lastUsedAt: null,
      lastUsedFrom: null,
    });
    expect((await lookup.find(second.key))?.orgIds).toEqual([orgId]);
  });

  it("G12 finds no revoked and no expired key", async () => {
    const revoked = await createServiceKey(owner.platform, aKey({}));
    const expired = await createServiceKey(owner.platform, aKey({ expiresAt: Date.UTC(2020, 0) }));
    expect(await revokeServiceKey(owner.platform, revoked.id)).toBe(true);
    expect(await revokeServiceKey(owner.platform, revoked.id)).toBe(true);
    expect(await revokeServiceKey(owner.platform, randomUUIDv7())).toBe(false);
    expect(await Promise.all([revoked, expired].map(({ key }) => lookup.find(key)))).toEqual([undefined, undefined]);
    const listed = await listServiceKeys(owner.platform);
    expect(listed.find(({ id }) => id === revoked.id)?.revokedAt).toEqual(expect.any(Number));
    expect(listed.at(0)?.id).toBe(expired.id);
  });

  it("G12 lets the app make and revoke keys and the worker revoke them, and neither changes what a key may do", async () => {
    const worker = await database.open("worker");
    const { id } = await createServiceKey(app.platform, aKey({}));
    expect(await refusalOf(createServiceKey(worker.platform, aKey({})))).toEqual(NOT_ALLOWED);
    for (const role of [app, worker])
      for (const change of ["scopes = '{ledger:verify}'", "org_id = NULL", "hash = hash", "expires_at = NULL"])
        expect(await refusalOf(role.platform.query(`UPDATE service_keys SET ${change} WHERE id = $1`, [id]))).toEqual(
          NOT_ALLOWED,
        );
    expect(await refusalOf(app.platform.query("DELETE FROM service_keys WHERE id = $1", [id]))).toEqual(NOT_ALLOWED);
    expect(await revokeServiceKey(worker.platform, id)).toBe(true);
  });

  it("writes the last uses of all keys with one statement, and keeps a later one", async () => {
    const keys = await Promise.all([1, 2].map(() => createServiceKey(app.platform, aKey({}))));
    const [first, second] = keys.map(({ id }) => id) as [string, string];
    const uses = new ServiceKeyUses(app.platform);
    uses.note(first, 1_000, "192.0.2.1");
    uses.note(first, 3_000, "192.0.2.3");
    uses.note(second, 2_000, null);
    await uses.close();
    const other = new ServiceKeyUses(app.platform);
    other.note(first, 2_000, "192.0.2.2");
    await other.close();
    expect(await getServiceKey(app.platform, first)).toMatchObject({ lastUsedAt: 3_000, lastUsedFrom: "192.0.2.3" });
    expect(await getServiceKey(app.platform, second)).toMatchObject({ lastUsedAt: 2_000, lastUsedFrom: null });
  });

  it("numbers each ceiling, and sets none on a key that is revoked", async () => {
    const { id } = await createServiceKey(app.platform, aKey({ dailyCeiling: 5n }));
    const set = (cap: bigint | null) => inPlatform(app.platform, (tx) => setServiceKeyCeiling(tx, id, cap));
    expect([await set(7n), await set(null)]).toEqual([2, 3]);
    expect(await getServiceKey(app.platform, id)).toMatchObject({ dailyCeiling: null, ceilingVersion: 3 });
    await revokeServiceKey(app.platform, id);
    expect(await set(9n)).toBeNull();
  });

  it("refuses a key that has both one organization and a list of organizations", async () => {
    const both = createServiceKey(owner.platform, aKey({ orgId: randomUUIDv7(), orgIds: [] }));
    expect(await refusalOf(both)).toEqual({ code: "23514", constraint: "service_keys_one_reach" });
  });
});

describe("ServiceKeyLookup", () => {
  it("finds the key of each of several simultaneous requests", async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => createServiceKey(owner.platform, aKey({}))));
    const found = await Promise.all([...keys, ...keys].map(({ key }) => lookup.find(key)));
    expect(found.map((key) => key?.id)).toEqual([...keys, ...keys].map(({ id }) => id));
  });

  it("finds a new key at once, and a revoked one for at most a second", async () => {
    const { id, key } = await createServiceKey(owner.platform, aKey({}));
    expect(await lookup.find(key)).toMatchObject({ id });
    await revokeServiceKey(owner.platform, id);
    lookupMs += REMEMBER_MS / 2 - 1;
    expect(await lookup.find(key)).toMatchObject({ id });
    lookupMs += REMEMBER_MS / 2 + 1;
    expect(await lookup.find(key)).toBeUndefined();
  });

  it("remembers a key no longer than until it expires, and a text without a key not at all", async () => {
    const { id, key } = await createServiceKey(owner.platform, aKey({ expiresAt: Date.UTC(2020, 0) }));
    expect(await lookup.find(key)).toBeUndefined();
    const later = "UPDATE service_keys SET expires_at = clock_timestamp() + interval '200 ms' WHERE id = $1";
    await owner.query(later, [id]);
    expect(await lookup.find(key)).toMatchObject({ id });
    await revokeServiceKey(owner.platform, id);
    lookupMs += 200;
    expect(await lookup.find(key)).toBeUndefined();
  });

  it("reads a key again beside the requests that use it", async () => {
    const { id, key } = await createServiceKey(owner.platform, aKey({}));
    expect(await lookup.find(key)).toMatchObject({ id });
    await revokeServiceKey(owner.platform, id);
    lookupMs += REMEMBER_MS - 1;
    await lookup.find(key);
    // The read that began beside the request above answers before the next one.
    await createServiceKey(owner.platform, aKey({}));
    await vi.waitFor(async () => expect(await lookup.find(key)).toBeUndefined());
  });

  it("reads a key again at once after it was forgotten, also while a query is under way", async () => {
    const { id, key } = await createServiceKey(owner.platform, aKey({}));
    await lookup.find(key);
    lookup.forget(id);
    const early = lookup.find(key);
    await revokeServiceKey(owner.platform, id);
    lookup.forget(id);
    await early;
    expect(await lookup.find(key)).toBeUndefined();
  });

  it("G12 F4 finds nothing for a text that cannot be a key", async () => {
    for (const text of ["", "scrip_p", "x".repeat(1_000_000), `scrip_p${"\u0000".repeat(43)}`])
      expect(await lookup.find(text)).toBeUndefined();
  });

  it("works again after a failed query", async () => {
    const { id, key } = await createServiceKey(owner.platform, aKey({}));
    await owner.query("REVOKE SELECT ON service_keys FROM scrip_app");
    expect(await refusalOf(lookup.find(key))).toEqual(NOT_ALLOWED);
    await owner.query("GRANT SELECT ON service_keys TO scrip_app");
    expect(await lookup.find(key)).toMatchObject({ id });
  });
});

function aKey(some: Partial<NewServiceKey>): NewServiceKey {
  return {
    name: "scheduler",
    owner: "acme",
    orgId: null,
    orgIds: null,
    scopes: ["holds:write"],
    expiresAt: null,
    ...some,
  };
}

function hashOf(key: string): string {
  return serviceKeyHash(key) as string;
}
