import { serviceKeyHash } from "@scrip/db/access";
import { anOrganization, testDatabase } from "@scrip/db/testing";
import { INVARIANTS } from "@scrip/verify/invariants";
import { describe, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const database = await testDatabase();

async function scrip(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const env = readEnv({ DATABASE_URL: database.ownerUrl });
  const code = await runProgram(args, {
    env,
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

describe("scrip keys", () => {
  it("shows a platform key once, and stores its hash only", async () => {
    const { code, out, notes } = await scrip("keys", "create", "--platform", "--name", "scheduler, production");
    expect(code).toBe(0);
    expect(out).toMatch(/^scrip_p[A-Za-z0-9_-]{43}$/);
    expect(notes).toContain("not shown again");
    const owner = await database.open("owner");
    const rows = await owner.query("SELECT * FROM service_keys WHERE encode(hash, 'hex') = $1", [serviceKeyHash(out)]);
    expect(rows).toMatchObject([{ name: "scheduler, production", owner: "platform", org_id: null, org_ids: null }]);
    expect(JSON.stringify(rows)).not.toContain(out);
    expect((await scrip("keys", "list", "--json")).out).not.toContain(out);
  });

  it("gives an organization's key every scope that such a key may have", async () => {
    const { orgId } = await anOrganization(await database.open("app"));
    const { code, out } = await scrip("keys", "create", "--org", `org_${orgId}`, "--name", "lab", "--json");
    expect(code).toBe(0);
    const { key, scopes } = JSON.parse(out);
    expect(key).toMatch(/^scrip_o/);
    expect(scopes.sort()).toEqual([
      "charges:write",
      "codes:redeem",
      "entitlements:read",
      "entitlements:write",
      "holds:write",
      "ledger:read",
      "plan:read",
      "usage:report",
    ]);
  });

  it("limits a platform key to organizations, scopes and a time", async () => {
    const { orgId } = await anOrganization(await database.open("app"));
    const limits = [
      "--orgs",
      `org_${orgId}`,
      "--scopes",
      "ledger:verify,ledger:read",
      "--expires",
      "2100-01-01T00:00:00Z",
    ];
    const { out } = await scrip(
      "keys",
      "create",
      "--platform",
      "--name",
      "auditor",
      "--owner",
      "audit",
      "--daily-ceiling",
      "25.00",
      "--json",
      ...limits,
    );
    const { id } = JSON.parse(out);
    const { keys } = JSON.parse((await scrip("keys", "list", "--json")).out);
    expect(keys.find((key: { id: string }) => key.id === id)).toMatchObject({
      name: "auditor",
      owner: "audit",
      org: null,
      orgs: [`org_${orgId}`],
      scopes: ["ledger:read", "ledger:verify"],
      expiresAt: "2100-01-01T00:00:00.000Z",
      revokedAt: null,
      dailyCeiling: "25000000",
      lastUsedAt: null,
    });
  });

  it("revokes a key, and does nothing when it is revoked again", async () => {
    const { id } = JSON.parse((await scrip("keys", "create", "--platform", "--name", "old", "--json")).out);
    expect((await scrip("keys", "revoke", id)).code).toBe(0);
    const { out } = await scrip("keys", "list", "--json");
    const revokedAt = () => JSON.parse(out).keys.find((key: { id: string }) => key.id === id).revokedAt;
    expect(revokedAt()).not.toBeNull();
    expect(await scrip("keys", "revoke", id, "--json")).toEqual({
      code: 0,
      out: `{"id":"${id}","revoked":true}`,
      notes: "",
    });
    expect((await scrip("keys", "list")).out).toContain("revoked");
  });

  it("reports a key or an organization that does not exist", async () => {
    const unknownId = "01985c2e-0000-7000-8000-000000000000";
    const revoked = await scrip("keys", "revoke", `key_${unknownId}`);
    expect([revoked.code, revoked.notes]).toEqual([2, expect.stringContaining("There is no key")]);
    const created = await scrip("keys", "create", "--org", `org_${unknownId}`, "--name", "x");
    expect([created.code, created.notes]).toEqual([2, `There is no organization org_${unknownId}.`]);
  });
});

describe("scrip verify", () => {
  it("exits with 0 if all invariants hold, 1 if one does not, 2 if it could not run", async () => {
    const { orgId } = await anOrganization(await database.open("app"));
    const good = await scrip("verify", "--json");
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ ok: true, findings: [] });

    const owner = await database.open("owner");
    await owner.query("UPDATE organizations SET available = 5 WHERE org_id = $1", [orgId]);
    const bad = await scrip("verify", "--org", `org_${orgId}`, "--json");
    expect(bad.code).toBe(1);
    const { ok, organizations, findings } = JSON.parse(bad.out);
    expect([ok, organizations]).toEqual([false, 1]);
    expect(findings[0]).toMatchObject({ org: `org_${orgId}`, invariant: expect.stringMatching(/^L\d+$/) });
    expect((await scrip("verify")).out).toContain(`org_${orgId}`);
    expect((await scrip("verify")).out).toContain(INVARIANTS[findings[0].invariant as keyof typeof INVARIANTS]);

    const unknownId = "org_01985c2e-0000-7000-8000-000000000000";
    expect(await scrip("verify", "--org", unknownId)).toMatchObject({ code: 2, out: "" });
  });

  it("exits with 2 and the reason if PostgreSQL refuses a read", async () => {
    const owner = await database.open("owner");
    await owner.query("REVOKE SELECT ON hold_slices FROM scrip_verify");
    const { code, out, notes } = await scrip("verify");
    await owner.query("GRANT SELECT ON hold_slices TO scrip_verify");
    expect([code, out]).toEqual([2, ""]);
    expect(notes).toContain("permission denied for table hold_slices");
  });
});
