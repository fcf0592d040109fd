import { randomUUIDv7 } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inOrganization, inPlatform } from "../../connection/in-home.ts";
import { anOrganization, testDatabase } from "../../testing/index.ts";
import { changeSso, organizationOfProvider, publishSso, ssoProviderId } from "./publish-sso.ts";
import { claimSsoDomain, ssoOfDomain, ssoOfOrganization } from "./sso-look-up.ts";
import {
  addSsoProof,
  changeSsoProof,
  changeSsoSettings,
  lockSsoSettings,
  readSsoSettings,
  recordSsoJoin,
  removeSsoProof,
} from "./sso-settings.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const worker = await database.open("worker");
const homes = app;
const NOW = new Date("2026-01-01T12:00:00.000Z");

describe("single sign-on of an organization", () => {
  it("is published with its proved domains only", async () => {
    const { orgId } = await anOrganization(app);
    await setUp(orgId, "a.test", { isForced: true });
    await changeSso(homes, orgId, (tx) => addSsoProof(tx, { orgId, domain: "b.test", token: "t", addedAt: NOW }));
    expect(await ssoOfDomain(app.platform, "a.test")).toEqual({
      orgId,
      defaultRole: "member",
      isActive: true,
      isForced: true,
      domains: ["a.test"],
    });
    expect(await ssoOfDomain(app.platform, "b.test")).toBeNull();
    expect(await providerOf(orgId)).toMatchObject({ issuer: "https://idp.test", domain: "a.test" });
  });

  it("is finished by the worker if the change was interrupted before its publishing", async () => {
    const { orgId } = await anOrganization(app);
    await setUp(orgId, "c.test", {});
    await interrupted(orgId, async (tx) => {
      await lockSsoSettings(tx, orgId);
      await changeSsoSettings(tx, orgId, { isForced: true });
    });
    expect(await ssoOfOrganization(app.platform, orgId)).toMatchObject({ isForced: false });
    await publishSso(worker, orgId);
    expect(await ssoOfOrganization(app.platform, orgId)).toMatchObject({ isForced: true });
    expect(await openClaims(orgId)).toEqual([]);
  });

  it("leaves the claim of a later change open", async () => {
    const { orgId } = await anOrganization(app);
    await setUp(orgId, "d.test", {});
    let later: Promise<unknown> | undefined;
    await changeSso(homes, orgId, async (tx) => {
      await lockSsoSettings(tx, orgId);
      // Another change claims while this one is on its way, and never comes to its second step.
      later = interrupted(orgId, () => Promise.reject(new Error("killed"))).catch(() => {});
      await later;
    });
    expect(await openClaims(orgId)).toHaveLength(1);
  });

  it("never goes back to an older revision", async () => {
    const { orgId } = await anOrganization(app);
    await setUp(orgId, "e.test", {});
    await owner.query("UPDATE sso_organizations SET revision = 1000, default_role = 'viewer' WHERE org_id = $1", [
      orgId,
    ]);
    await changeSso(homes, orgId, (tx) => changeSsoSettings(tx, orgId, { defaultRole: "billing" }));
    expect(await ssoOfOrganization(app.platform, orgId)).toMatchObject({ defaultRole: "viewer" });
  });

  it("ends links and sessions when its provider is another one", async () => {
    const { orgId } = await anOrganization(app);
    await setUp(orgId, "f.test", {});
    const linked = await aPersonWithSession("f.test");
    const other = await aPersonWithSession("f.test");
    await link(linked, orgId);
    await changeSso(homes, orgId, (tx) => changeSsoSettings(tx, orgId, { defaultRole: "viewer" }));
    expect(await sessionsOf(linked)).toBe(1);
    await changeSso(homes, orgId, (tx) => changeSsoSettings(tx, orgId, { issuer: "https://new.test", testedAt: null }));
    expect([await sessionsOf(linked), await sessionsOf(other)]).toEqual([0, 1]);
    expect(await owner.query("SELECT id FROM auth.account WHERE user_id = $1", [linked])).toEqual([]);
  });
});

describe("a domain", () => {
  it("belongs to the first of two organizations that prove it at once", async () => {
    const one = (await anOrganization(app)).orgId;
    const two = (await anOrganization(app)).orgId;
    const claims = await Promise.all(
      [one, two].map((orgId) => inPlatform(app.platform, (tx) => claimSsoDomain(tx, "race.test", orgId))),
    );
    expect(claims.filter((won) => won)).toHaveLength(1);
  });

  it("is free again when it is removed, or when its proof was interrupted", async () => {
    const one = (await anOrganization(app)).orgId;
    const two = (await anOrganization(app)).orgId;
    await setUp(one, "g.test", {});
    await changeSso(homes, one, (tx) => removeSsoProof(tx, { orgId: one, domain: "g.test" }));
    expect(await inPlatform(app.platform, (tx) => claimSsoDomain(tx, "g.test", two))).toBe(true);
    await owner.query("UPDATE sso_domains SET claimed_at = claimed_at - interval '1 minute' WHERE domain = 'g.test'");
    await changeSso(homes, two, (tx) => lockSsoSettings(tx, two));
    expect(await inPlatform(app.platform, (tx) => claimSsoDomain(tx, "g.test", one))).toBe(true);
  });

  it("keeps a claim whose call is on its way", async () => {
    const { orgId } = await anOrganization(app);
    await inPlatform(app.platform, (tx) => claimSsoDomain(tx, "h.test", orgId));
    await changeSso(homes, orgId, (tx) => lockSsoSettings(tx, orgId));
    expect(await owner.query("SELECT is_proved FROM sso_domains WHERE domain = 'h.test'")).toEqual([
      { is_proved: false },
    ]);
  });
});

it("a person joins by single sign-on once", async () => {
  const { orgId } = await anOrganization(app);
  const personId = randomUUIDv7();
  const join = () => inOrganization(app.organizations, orgId, (tx) => recordSsoJoin(tx, orgId, personId));
  expect([await join(), await join()]).toEqual([true, false]);
});

it("the secret of a client is stored sealed only", async () => {
  const { orgId } = await anOrganization(app);
  const plain = JSON.stringify({ clientSecret: "plain" });
  const change = changeSso(homes, orgId, async (tx) => {
    await lockSsoSettings(tx, orgId);
    await changeSsoSettings(tx, orgId, { issuer: "https://idp.test", oidcConfig: plain });
  });
  await expect(change).rejects.toThrow("sso_provider_secret_sealed");
});

it("the name of a provider is that of its organization", () => {
  const orgId = randomUUIDv7();
  expect(organizationOfProvider(ssoProviderId(orgId))).toBe(orgId);
  expect(["", "google", `org_${orgId}x`, orgId].map(organizationOfProvider)).toEqual([null, null, null, null]);
});

async function setUp(orgId: string, domain: string, some: { isForced?: boolean }): Promise<void> {
  await changeSso(
    homes,
    orgId,
    async (tx) => {
      await lockSsoSettings(tx, orgId);
      await addSsoProof(tx, { orgId, domain, token: "token", addedAt: NOW });
      await changeSsoProof(tx, { orgId, domain }, { provedAt: NOW });
      const oidcConfig = JSON.stringify({ clientSecret: "sealed.x" });
      await changeSsoSettings(tx, orgId, { issuer: "https://idp.test", oidcConfig, testedAt: NOW, ...some });
    },
    async (tx) => void (await claimSsoDomain(tx, domain, orgId)),
  );
  expect((await readSsoSettings(app.organizations, orgId)).proofs).toHaveLength(1);
}

/** A change whose process ends before its last step. */
async function interrupted(orgId: string, act: Parameters<typeof changeSso>[2]): Promise<void> {
  const broken = {
    ...homes,
    platform: {
      ...homes.platform,
      transaction: (() => {
        let steps = 0;
        const run: typeof homes.platform.transaction = (unit, isolation) => {
          steps += 1;
          return steps === 1 ? homes.platform.transaction(unit, isolation) : Promise.reject(new Error("killed"));
        };
        return run;
      })(),
    },
  };
  await expect(changeSso(broken, orgId, act)).rejects.toThrow("killed");
}

function openClaims(orgId: string): Promise<unknown[]> {
  return owner.query("SELECT kind FROM platform_due WHERE kind = 'publish_sso' AND ref = $1", [orgId]);
}

async function providerOf(orgId: string): Promise<unknown> {
  const [row] = await owner.query("SELECT * FROM auth.sso_provider WHERE organization_id = $1", [orgId]);
  return row;
}

async function aPersonWithSession(domain: string): Promise<string> {
  const id = randomUUIDv7();
  await owner.query(
    `INSERT INTO auth."user" (id, name, email, email_verified, created_at, updated_at) VALUES ($1, 'Ada', $2, true, $3, $3)`,
    [id, `${id}@${domain}`, NOW],
  );
  await owner.query(
    `INSERT INTO auth.session (id, user_id, token, expires_at, confirmed_at, created_at, updated_at)
      VALUES ($1, $2, $4, $3, $3, $3, $3)`,
    [randomUUIDv7(), id, NOW, `h_${id.replaceAll("-", "").padEnd(43, "x")}`],
  );
  return id;
}

async function link(personId: string, orgId: string): Promise<void> {
  await owner.query(
    `INSERT INTO auth.account (id, user_id, account_id, provider_id, created_at, updated_at) VALUES ($1, $2, 'subject', $3, $4, $4)`,
    [randomUUIDv7(), personId, ssoProviderId(orgId), NOW],
  );
}

async function sessionsOf(personId: string): Promise<number> {
  return (await owner.query("SELECT id FROM auth.session WHERE user_id = $1", [personId])).length;
}
