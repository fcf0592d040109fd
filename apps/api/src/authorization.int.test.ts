import { randomBytes } from "node:crypto";
import { listServiceKeys, revokeServiceKey } from "@scrip/db/access";
import { PERMISSIONS, type Permission, PLATFORM_SCOPES, type Scope, scopeOf } from "@scrip/domain/access";
import { OPERATOR_PERMISSIONS } from "@scrip/domain/operators";
import { describe, expect, it, vi } from "vitest";
import { anApi, EVERY_SCOPE } from "./testing/an-api.ts";
import { type Answered, PROCEDURES } from "./testing/answered.ts";
import { fullCalls } from "./testing/full-calls.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 5_000_000 });
const other = await api.anOrganization();
const orgId = org.slice(4);
const otherId = other.slice(4);
const { hold } = await api.ok("holds.place", { org, amount: "1000" });

const ALL = Object.keys(PROCEDURES);
/** The procedures of sessions also serve callers who are not signed in. */
const OF_SESSIONS = ALL.filter((name) => PROCEDURES[name]?.meta?.reach === "session");
/** No service key may call these. */
const OF_PEOPLE = ALL.filter((name) => {
  const reach = PROCEDURES[name]?.meta?.reach;
  return reach === "person" || reach === "operator" || needsMember(name);
});
const NAMES = ALL.filter((name) => !OF_SESSIONS.includes(name) && !OF_PEOPLE.includes(name));
const OF_ORGANIZATIONS = NAMES.filter((name) => PROCEDURES[name]?.meta?.reach === "organization");
const FOR_ORGANIZATIONS = OF_ORGANIZATIONS.filter((name) => !PLATFORM_SCOPES.includes(scopeFor(name)));
const FOR_PLATFORMS = NAMES.filter((name) => PLATFORM_SCOPES.includes(scopeFor(name)));

const all = await api.aKey({ orgId });
const limited = await api.aKey({ orgIds: [otherId] });

describe("every procedure", () => {
  it("declares its permission and its reach", () => {
    const undeclared = ALL.filter((name) => {
      const { permission, reach } = PROCEDURES[name]?.meta ?? {};
      if (reach === "session" || reach === "person") return permission !== null;
      if (reach === "operator") return !permission || !(permission in OPERATOR_PERMISSIONS);
      return !permission || !(permission in PERMISSIONS) || (reach !== "organization" && reach !== "platform");
    });
    expect(undeclared).toEqual([]);
    expect(OF_SESSIONS.sort()).toEqual(["catalog.get", "invitations.look", "sales.request", "session.get", "sso.find"]);
    expect(Object.keys(fullCalls(org, hold)).sort()).toEqual([...ALL].sort());
  });

  it("of the platform needs a scope that no organization's key can have", () => {
    const platform = NAMES.filter((name) => PROCEDURES[name]?.meta?.reach === "platform");
    expect(platform.filter((name) => !FOR_PLATFORMS.includes(name))).toEqual([]);
  });
});

describe.each(OF_PEOPLE)("G3 %s", (name) => {
  it("is refused to every service key", async () => {
    for (const key of [api.key, all]) {
      const answered = await ask(name, key);
      expect([answered.status, answered.error?.code]).toEqual([403, "members_only"]);
      expectNoSecrets(answered, key);
    }
  });

  it("is refused to a visitor who is not signed in", async () => {
    const answered = await ask(name, null);
    expect([answered.status, answered.error?.code]).toEqual([401, "unauthenticated"]);
  });
});

describe.each(NAMES)("G3 %s", (name) => {
  const scope = scopeFor(name);

  it("is refused without a key that is valid now", async () => {
    const random = randomBytes(32).toString("base64url");
    const revoked = await api.aKey();
    const [{ id } = { id: "" }] = await listServiceKeys(api.owner.platform);
    expect(await revokeServiceKey(api.owner.platform, id)).toBe(true);
    const expired = await api.aKey({ expiresAt: Date.UTC(2020, 0) });
    const wrong = [
      "",
      "x",
      `scrip_p${random}`,
      `scrip_o${random}`,
      `${api.key}x`,
      api.key.slice(0, -1),
      `${all}\u00e4`,
    ];
    for (const key of [null, revoked, expired, ...wrong.map((text) => encodeURIComponent(text))]) {
      const answered = await ask(name, key);
      expect([key, answered.status, answered.error?.code]).toEqual([key, 401, "unauthenticated"]);
      expectNoSecrets(answered, key);
    }
  });

  it("is refused to a key without its scope before the input is read", async () => {
    const key = await api.aKey({ scopes: EVERY_SCOPE.filter((known) => known !== scope) });
    for (const answered of [
      await ask(name, key),
      await api.call(name, { nonsense: true }, key),
      await api.call(name, "{", key),
    ]) {
      expect([answered.status, answered.error?.code, answered.error?.details]).toEqual([
        403,
        "scope_missing",
        { scope },
      ]);
      expectNoSecrets(answered, key);
    }
  });

  it("accepts a key that has only its scope", async () => {
    const answered = await ask(name, await api.aKey({ scopes: [scope] }));
    expect([401, 403]).not.toContain(answered.status);
    expect(answered.error?.code).not.toBe("organization_not_found");
  });
});

describe.each(FOR_PLATFORMS)("G3 %s", (name) => {
  it("is refused to an organization's key, even if the key has the scope", async () => {
    for (const org of [undefined, other]) {
      const answered = await ask(name, all, { org });
      expect([answered.status, answered.error?.code]).toEqual([403, "scope_missing"]);
    }
  });
});

describe.each(FOR_ORGANIZATIONS)("G1 %s", (name) => {
  it("serves the key's own organization, whether the call names it or not", async () => {
    for (const named of [undefined, org]) {
      const answered = await ask(name, all, { org: named });
      expect([401, 403]).not.toContain(answered.status);
      expect(answered.error?.code).not.toBe("organization_not_found");
    }
  });

  it("answers an organization's key the same about another organization and about a missing one", async () => {
    const foreign = await ask(name, all, { org: other });
    const none = await ask(name, all, { org: nobody() });
    for (const { status, error } of [foreign, none])
      expect([status, error?.code, error?.message]).toEqual([
        404,
        "organization_not_found",
        "There is no such organization.",
      ]);
    expectNoSecrets(foreign, all);
  });
});

describe.each(OF_ORGANIZATIONS)("G1 %s", (name) => {
  it("answers a platform key the same about an organization out of its reach and about a missing one", async () => {
    const foreign = await ask(name, limited);
    const none = await ask(name, api.key, { org: nobody() });
    for (const { status, error } of [foreign, none])
      expect([status, error?.code, error?.message]).toEqual([
        404,
        "organization_not_found",
        "There is no such organization.",
      ]);
    const own = await ask(name, limited, { org: other });
    expect(own.error?.code).not.toBe("organization_not_found");
  });

  it("requires that a platform key names the organization", async () => {
    const { status, error } = await ask(name, api.key, { org: undefined });
    expect([status, error?.code]).toEqual([400, "organization_required"]);
  });
});

describe("ledger.verify", () => {
  it("G1 verifies only the organizations of a limited key", async () => {
    const foreign = await api.call("ledger.verify", { orgs: [other, org] }, limited);
    expect([foreign.status, foreign.error?.code]).toEqual([404, "organization_not_found"]);
    expect((await api.call("ledger.verify", {}, limited)).data).toMatchObject({ ok: true, organizations: 1 });
    expect((await api.call("ledger.verify", {}, await api.aKey({ orgIds: [] }))).data).toMatchObject({
      organizations: 0,
    });
  });
});

describe("organizations.create", () => {
  it("G1 is refused to a limited key, which could not reach the organization", async () => {
    for (const orgIds of [[otherId], []]) {
      const key = await api.aKey({ orgIds });
      const input = { idempotencyKey: "out-of-reach", name: "Out of reach" };
      const { status, error } = await api.call("organizations.create", input, key);
      expect([status, error?.code]).toEqual([403, "forbidden"]);
    }
    const rows = await api.owner.query("SELECT FROM organization_registry WHERE name = 'Out of reach'");
    expect(rows).toEqual([]);
  });
});

describe("a service key", () => {
  it("G12 is invalid within two seconds of its revocation, also on an open connection", async () => {
    const key = await api.aKey({ orgId });
    const [{ id } = { id: "" }] = await listServiceKeys(api.owner.platform);
    expect((await api.call("balance.get", {}, key)).status).toBe(200);
    await revokeServiceKey(api.owner.platform, id);
    const revokedAt = performance.now();
    await vi.waitFor(async () => expect((await api.call("balance.get", {}, key)).status).toBe(401), 10_000);
    expect(performance.now() - revokedAt).toBeLessThan(2000);
  });

  it("is accepted only in its header, as a bearer token", async () => {
    for (const authorization of [api.key, `Basic ${btoa(`${api.key}:`)}`, `Bearer ${api.key} x`, `bearer${api.key}`]) {
      const input = encodeURIComponent(JSON.stringify({ org }));
      const { status } = await fetch(`${api.url}/trpc/balance.get?input=${input}`, { headers: { authorization } });
      expect([authorization, status]).toEqual([authorization, 401]);
    }
    const inUrl = await fetch(`${api.url}/trpc/balance.get?key=${api.key}&authorization=Bearer%20${api.key}`);
    expect(inUrl.status).toBe(401);
  });

  it("is accepted in any case of the scheme's name", async () => {
    for (const scheme of ["bearer", "BEARER", "BeArEr", "Bearer "]) {
      const input = encodeURIComponent(JSON.stringify({ org }));
      const headers = { authorization: `${scheme} ${api.key}` };
      const { status } = await fetch(`${api.url}/trpc/balance.get?input=${input}`, { headers });
      expect([scheme, status]).toEqual([scheme, 200]);
    }
  });

  it("is the actor of the entries that it made", async () => {
    const key = await api.aKey({ orgId, scopes: ["charges:write"] });
    const [{ id } = { id: "" }] = await listServiceKeys(api.owner.platform);
    const { seq } = await api.ok("balance.get", { org });
    expect((await api.call("charges.create", { idempotencyKey: "by-whom", amount: "5" }, key)).status).toBe(200);
    const { entries } = await api.ok("entries.list", { org, after: seq });
    expect(entries).toMatchObject([{ actor: { type: "service_key", id: `key_${id}` } }]);
  });
});

function needsMember(name: string): boolean {
  const permission = PROCEDURES[name]?.meta?.permission;
  return permission != null && permission in PERMISSIONS && PERMISSIONS[permission as Permission].keys === null;
}

function scopeFor(name: string): Scope {
  const permission = PROCEDURES[name]?.meta?.permission ?? "ledger:read";
  return scopeOf(permission as Permission) ?? (permission as Scope);
}

/** Calls a procedure with a full input about `org`; `undefined` omits a field. */
function ask(name: string, key: string | null, change: Record<string, unknown> = {}): Promise<Answered> {
  const input = fullCalls(org, hold)[name] ?? {};
  const known = Object.entries(change).filter(([field]) => field in input);
  return api.call(name, { ...input, ...Object.fromEntries(known) }, key);
}

function nobody(): string {
  return "org_00000000-0000-7000-8000-000000000000";
}

/** An error contains no key, no SQL statement and no detail of our code. */
function expectNoSecrets({ text }: Answered, key: string | null): void {
  expect(text).not.toMatch(/\bat .*:\d+|\.ts\b|node_modules|SELECT|INSERT|postgres|"stack"/i);
  expect(key !== null && key.length > 10 && text.includes(key)).toBe(false);
}
