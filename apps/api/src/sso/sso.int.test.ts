import { randomUUID } from "node:crypto";
import { type SamlFault, startNameServer, startOidcProvider, startSamlProvider } from "@scrip/identity";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { postAuth } from "../testing/a-person.ts";
import { anApi, listen } from "../testing/an-api.ts";
import { aBrowser } from "./a-browser.test-support.ts";
import { aSsoOrganization, type SsoOrganization } from "./a-sso-organization.test-support.ts";

const names = await startNameServer();
const oidc = await startOidcProvider();
const saml = await startSamlProvider();
afterAll(() => Promise.all([names.close(), oidc.close(), saml.close()]));
const api = await anApi((deps) => deps, { nameServers: [names.address] });
const place = { api, names, oidc, saml };

beforeEach(async () => {
  // All of these browsers have one address.
  await api.owner.query("DELETE FROM try_counters");
  oidc.fault = null;
  oidc.isEmailVerified = true;
  saml.fault = null;
});

describe("a domain", () => {
  it("is proved by its DNS record, not before", async () => {
    const { owner, org } = await aSsoOrganization(place, { plan: "enterprise" });
    const domain = aDomain();
    await owner.call("sso.addDomain", { org, domain: domain.toUpperCase() });
    expect((await owner.call("sso.checkDomain", { org, domain })).data).toEqual({ outcome: "still_pending" });
    const { record } = await domainOf(owner, org, domain);
    expect(record).toMatchObject({ name: `_scrip-challenge.${domain}`, type: "TXT" });
    names.set(record.name, ["v=spf1 -all", record.value]);
    expect((await owner.call("sso.checkDomain", { org, domain })).data).toEqual({ outcome: "proved" });
    expect((await domainOf(owner, org, domain)).state).toBe("proved");
  });

  it("of another organization is refused without its name", async () => {
    const first = await aSsoOrganization(place, { proves: aDomain() });
    const second = await aSsoOrganization(place, { plan: "enterprise" });
    const [domain = ""] = first.domains;
    await second.owner.call("sso.addDomain", { org: second.org, domain });
    const { record } = await domainOf(second.owner, second.org, domain);
    names.set(record.name, [record.value]);
    const { error, text } = await second.owner.call("sso.checkDomain", { org: second.org, domain });
    expect(error).toMatchObject({ code: "domain_taken", details: { domain } });
    expect(text).not.toContain(first.org.slice(4));
  });

  it.each([
    ["gmail.com", "domain_refused"],
    ["co.uk", "domain_refused"],
    ["not a domain", "domain_refused"],
  ])("%s cannot be proved", async (domain, code) => {
    const { owner, org } = await aSsoOrganization(place, { plan: "enterprise" });
    expect((await owner.call("sso.addDomain", { org, domain })).error).toMatchObject({ code });
  });
});

describe("single sign-on", () => {
  it("is refused on a plan without it, with the plan that has it", async () => {
    const { owner, org } = await aSsoOrganization(place, { plan: "free" });
    const { error } = await owner.call("sso.addDomain", { org, domain: aDomain() });
    expect(error).toMatchObject({
      code: "not_in_plan",
      details: { entitlement: "sso", plan: "free", needed: "enterprise" },
    });
    expect((await owner.call("sso.get", { org })).data).toMatchObject({ isInPlan: false, neededPlan: "Enterprise" });
  });

  it("is for owners and administrators", async () => {
    const { org, aMember } = await aSsoOrganization(place, { plan: "enterprise" });
    const viewer = await aMember("viewer");
    expect((await viewer.call("sso.get", { org })).error).toMatchObject({ code: "permission_missing" });
  });

  it("is used only after an administrator has tested it", async () => {
    const organization = await aSsoOrganization(place, { proves: aDomain(), provider: "oidc" });
    const { org, owner, domains } = organization;
    const email = `new@${domains[0]}`;
    expect(await find(email)).toEqual({ org: null, isForced: false });
    expect((await start(org)).error).toMatchObject({ code: "sso_not_ready" });
    expect((await owner.call("sso.setForced", { org, isForced: true })).error).toMatchObject({
      code: "owner_needs_second_factor",
    });
    await organization.test();
    expect((await owner.call("sso.get", { org })).data.testedAt).toEqual(expect.any(String));
    expect(await find(email)).toEqual({ org, isForced: false });
  });

  it.each(["oidc", "saml"] as const)(
    "by %s lets a new person in, who joins with the default role",
    async (provider) => {
      const { org, orgId, owner, domains } = await aSsoOrganization(place, {
        proves: aDomain(),
        provider,
        isTested: true,
      });
      await owner.call("sso.setDefaultRole", { org, role: "billing" });
      const browser = aBrowser(api.url);
      const email = `new.${randomUUID().slice(0, 8)}@${domains[0]}`;
      expect(await browser.signInBySso(org, { email, name: "New" }, place)).toBe(`/o/${org}`);
      expect(await browser.call("session.get")).toMatchObject({
        organizations: [expect.objectContaining({ id: org })],
      });
      expect(await roles(orgId, email)).toEqual([{ role: "billing", email_verified: false }]);
    },
  );

  it("that is removed ends the sessions of its persons, and its links", async () => {
    const { org, owner, domains } = await aSsoOrganization(place, {
      proves: aDomain(),
      provider: "oidc",
      isTested: true,
    });
    const browser = aBrowser(api.url);
    await browser.signInBySso(org, { email: `a@${domains[0]}`, name: "A" }, place);
    expect(await browser.isSignedIn()).toBe(true);
    expect((await owner.call("sso.remove", { org })).error).toBeUndefined();
    expect(await browser.isSignedIn()).toBe(false);
    expect(await find(`a@${domains[0]}`)).toEqual({ org: null, isForced: false });
  });

  it("does not bring a removed member back", async () => {
    const { org, orgId, domains } = await aSsoOrganization(place, {
      proves: aDomain(),
      provider: "oidc",
      isTested: true,
    });
    const email = `b@${domains[0]}`;
    await aBrowser(api.url).signInBySso(org, { email, name: "B" }, place);
    await api.owner.query(`DELETE FROM members USING auth."user" WHERE person_id = id AND org_id = $1 AND email = $2`, [
      orgId,
      email,
    ]);
    await aBrowser(api.url).signInBySso(org, { email, name: "B" }, place);
    expect(await roles(orgId, email)).toEqual([]);
  });

  it("stops with the plan, and nobody is locked out", async () => {
    const { org, orgId, domains } = await aSsoOrganization(place, {
      proves: aDomain(),
      provider: "oidc",
      isForced: true,
    });
    const email = `c@${domains[0]}`;
    const person = await api.aPerson({ email });
    expect((await password(email, person.password)).error).toMatchObject({ code: "sso_required" });
    await api.owner.query("UPDATE organizations SET plan = 'free' WHERE org_id = $1", [orgId]);
    expect((await password(email, person.password)).error).toBeUndefined();
    expect((await start(org)).error).toMatchObject({ code: "sso_not_ready" });
  });
});

describe("an existing account", () => {
  it("that is verified is linked, and keeps its password", async () => {
    const { org, domains } = await aSsoOrganization(place, { proves: aDomain(), provider: "oidc", isTested: true });
    const person = await api.aPerson({ email: `d@${domains[0]}` });
    const browser = aBrowser(api.url);
    await browser.signInBySso(org, { email: person.email, name: "Other" }, place);
    expect(await browser.personId()).toBe(person.personId);
    expect((await password(person.email, person.password)).error).toBeUndefined();
  });

  it("that nobody verified is taken over without its password and sessions", async () => {
    const { org, domains } = await aSsoOrganization(place, { proves: aDomain(), provider: "saml", isTested: true });
    const stranger = await api.aPerson({ email: `e@${domains[0]}`, isVerified: false });
    const browser = aBrowser(api.url);
    await browser.signInBySso(org, { email: stranger.email, name: "E" }, place);
    expect(await browser.personId()).toBe(stranger.personId);
    expect((await stranger.call("session.get")).data.person).toBeNull();
    expect((await password(stranger.email, stranger.password)).error).toMatchObject({ code: "wrong_credentials" });
  });

  it("of an operator is refused", async () => {
    const { org, domains } = await aSsoOrganization(place, { proves: aDomain(), provider: "oidc", isTested: true });
    const person = await api.aPerson({ email: `op@${domains[0]}` });
    await api.owner.query("INSERT INTO operators (person_id, made_at) VALUES ($1, now())", [person.personId]);
    const landing = await aBrowser(api.url).signInBySso(org, { email: person.email, name: "Op" }, place);
    expect(landing).toBe("/sign-in?problem=sso&code=operator");
  });
});

describe("forced single sign-on", () => {
  it("refuses passwords, sign-up and the mail of a reset, but not to the owner", async () => {
    const organization = await aSsoOrganization(place, { proves: aDomain(), provider: "oidc", isForced: true });
    const { owner, domains } = organization;
    const email = `f@${domains[0]}`;
    const person = await api.aPerson({ email });
    expect(await find(email)).toMatchObject({ isForced: true });
    // A wrong password gets the same answer as everywhere.
    expect((await password(email, "a wrong password")).error).toMatchObject({ code: "wrong_credentials" });
    expect((await password(email, person.password)).error).toMatchObject({ code: "sso_required" });
    const signUp = { name: "G", email: `g@${domains[0]}`, password: "a long new password" };
    expect((await postAuth(api.url, "/sign-up/email", signUp)).error).toMatchObject({ code: "sso_required" });
    for (const to of [email, owner.email]) await postAuth(api.url, "/request-password-reset", { email: to });
    expect(resetMailsTo(email)).toBe(0);
    expect(resetMailsTo(owner.email)).toBe(1);
    expect((await password(owner.email, owner.password)).data).toMatchObject({ next: "two_factor" });
  });

  it("ends with another provider, which must be tested first", async () => {
    const { owner, org } = await aSsoOrganization(place, { proves: aDomain(), provider: "oidc", isForced: true });
    await owner.call("sso.setSaml", { org, metadata: saml.metadata });
    expect((await owner.call("sso.get", { org })).data).toMatchObject({ isForced: false, testedAt: null });
  });

  it("ends with the last domain", async () => {
    const { owner, org, domains } = await aSsoOrganization(place, {
      proves: aDomain(),
      provider: "oidc",
      isForced: true,
    });
    await owner.call("sso.removeDomain", { org, domain: domains[0] });
    expect((await owner.call("sso.get", { org })).data).toMatchObject({ isForced: false, domains: [] });
  });
});

describe("a sign-in by OIDC is refused", () => {
  let organization: SsoOrganization;
  beforeEach(async () => {
    organization ??= await aSsoOrganization(place, { proves: aDomain(), provider: "oidc", isTested: true });
  });

  it.each(["wrong_key", "unsigned", "wrong_audience", "wrong_issuer", "expired"] as const)(
    "with an ID token of a %s",
    async (fault) => {
      oidc.fault = fault;
      const browser = aBrowser(api.url);
      const landing = await browser.signInBySso(organization.org, personOf(organization), place);
      expect(landing).toMatch(/^\/sign-in\?problem=sso&code=/);
      expect(await browser.isSignedIn()).toBe(false);
    },
  );

  it("with an address outside of the proved domains", async () => {
    const victim = await api.aPerson({ email: `victim@${aDomain()}` });
    for (const email of [victim.email, `x@sub.${organization.domains[0]}`]) {
      const browser = aBrowser(api.url);
      const landing = await browser.signInBySso(organization.org, { email, name: "X" }, place);
      expect(landing).toBe("/sign-in?problem=sso&code=outside_domains");
      expect(await browser.isSignedIn()).toBe(false);
    }
  });

  it("with an address that the provider has not verified", async () => {
    oidc.isEmailVerified = false;
    const landing = await aBrowser(api.url).signInBySso(organization.org, personOf(organization), place);
    expect(landing).toBe("/sign-in?problem=sso&code=not_verified");
  });

  it("in another browser than the one that began it", async () => {
    const browser = aBrowser(api.url);
    const back = await browser.wayBack(organization.org, personOf(organization), place);
    const other = aBrowser(api.url);
    expect(await other.follow(back)).toMatch(/^\/sign-in\?problem=sso/);
    expect(await other.isSignedIn()).toBe(false);
  });
});

describe("a sign-in by SAML is refused", () => {
  let organization: SsoOrganization;
  beforeEach(async () => {
    organization ??= await aSsoOrganization(place, { proves: aDomain(), provider: "saml", isTested: true });
  });

  const FAULTS: readonly SamlFault[] = [
    "wrong_key",
    "unsigned",
    "altered",
    "expired",
    "not_yet_valid",
    "without_times",
    "wrong_audience",
    "wrong_recipient",
    "wrong_issuer",
    "unsolicited",
    "unknown_request",
    "sha1",
    "two_assertions",
  ];

  it.each(FAULTS)("with a response that is wrong: %s", async (fault) => {
    saml.fault = fault;
    const browser = aBrowser(api.url);
    const landing = await browser.signInBySso(organization.org, personOf(organization), place);
    expect(landing).toMatch(/^\/sign-in\?problem=sso&code=/);
    expect(await browser.isSignedIn()).toBe(false);
  });

  it("the second time, also by another process", async () => {
    const browser = aBrowser(api.url);
    const back = await browser.wayBack(organization.org, personOf(organization), place);
    const elsewhere = await listen(api.deps);
    expect(await browser.follow(back)).toBe(`/o/${organization.org}`);
    const replayed = aBrowser(elsewhere, browser.cookies);
    expect(await replayed.follow(back)).toMatch(/^\/sign-in\?problem=sso&code=/);
  });

  it("at the consumer of another organization", async () => {
    const other = await aSsoOrganization(place, { proves: aDomain(), provider: "saml", isTested: true });
    const browser = aBrowser(api.url);
    const back = await browser.wayBack(organization.org, personOf(organization), place);
    const wrong = { ...back, url: back.url.replace(organization.org, other.org) };
    expect(await browser.follow(wrong)).toMatch(/^\/sign-in\?problem=sso&code=/);
    expect(await browser.isSignedIn()).toBe(false);
  });

  it("in another browser than the one that began it", async () => {
    const back = await aBrowser(api.url).wayBack(organization.org, personOf(organization), place);
    const victim = aBrowser(api.url);
    expect(await victim.follow(back)).toBe("/sign-in?problem=sso&code=other_browser");
    expect(await victim.isSignedIn()).toBe(false);
  });

  it("with a subject of another domain", async () => {
    const landing = await aBrowser(api.url).signInBySso(
      organization.org,
      { email: `boss@${aDomain()}`, name: "Boss" },
      place,
    );
    expect(landing).toBe("/sign-in?problem=sso&code=outside_domains");
  });
});

describe("an identity provider", () => {
  it.each([
    ["another issuer", { issuer: "http://localhost:1" }],
    ["no HTTPS", { issuer: "http://idp.example.com" }],
    ["a private address", { issuer: "https://169.254.169.254" }],
  ])("with %s is refused", async (_what, some) => {
    const { owner, org } = await aSsoOrganization(place, { plan: "enterprise" });
    const terms = { org, clientId: oidc.client.id, clientSecret: oidc.client.secret, ...some };
    expect((await owner.call("sso.setOidc", terms)).error).toMatchObject({ code: "identity_provider_refused" });
  });

  it.each([
    ["a document type", (xml: string) => xml.replace("?>", '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')],
    ["two entities", (xml: string) => xml.replace(/<md:EntityDescriptor.*/s, (one) => `${one}${one}`)],
    ["no certificate", (xml: string) => xml.replace(/<md:KeyDescriptor.*<\/md:KeyDescriptor>/s, "")],
    [
      "signed requests",
      (xml: string) => xml.replace('WantAuthnRequestsSigned="false"', 'WantAuthnRequestsSigned="true"'),
    ],
    ["plain HTTP", (xml: string) => xml.replace(/Location="[^"]*"/, 'Location="http://idp.example.com/sso"')],
    ["no XML", () => "metadata"],
  ])("with %s in its metadata is refused", async (_what, change) => {
    const { owner, org } = await aSsoOrganization(place, { plan: "enterprise" });
    const { error } = await owner.call("sso.setSaml", { org, metadata: change(saml.metadata) });
    expect(error).toMatchObject({ code: "identity_provider_refused" });
  });

  it("has a client's secret that neither pages nor the database show", async () => {
    const { owner, org } = await aSsoOrganization(place, { proves: aDomain(), provider: "oidc" });
    const shown = await owner.call("sso.get", { org });
    expect(shown.text).not.toContain(oidc.client.secret);
    const rows = await api.owner.query(
      "SELECT oidc_config FROM auth.sso_provider UNION ALL SELECT oidc_config FROM sso_settings",
    );
    expect(JSON.stringify(rows)).not.toContain(oidc.client.secret);
  });

  it("gets a description of this server, of the organization's name alone", async () => {
    const { org } = await aSsoOrganization(place, { plan: "free" });
    const answer = await fetch(`${api.url}/api/auth/sso/saml2/sp/metadata?providerId=${org}`);
    expect(await answer.text()).toContain(`${api.url}/api/auth/sso/saml2/sp/acs/${org}`);
    expect((await fetch(`${api.url}/api/auth/sso/saml2/sp/metadata?providerId=x`)).status).toBe(404);
  });
});

it.each(["/sso/register", "/sso/update-provider", "/sso/delete-provider", "/sso/providers", "/sso/get-provider"])(
  "nobody reaches better-auth's own %s",
  async (path) => {
    const { owner } = await aSsoOrganization(place, { plan: "enterprise" });
    expect((await owner.post(path, {})).status).toBe(404);
  },
);

it("the look-up of an address says nothing about accounts", async () => {
  const { domains } = await aSsoOrganization(place, { proves: aDomain(), provider: "oidc", isTested: true });
  await api.aPerson({ email: `known@${domains[0]}` });
  expect(await find(`known@${domains[0]}`)).toEqual(await find(`unknown@${domains[0]}`));
});

function aDomain(): string {
  return `d${randomUUID().slice(0, 8)}.test`;
}

function personOf({ domains }: SsoOrganization) {
  return { email: `person@${domains[0]}`, name: "Person" };
}

async function find(email: string): Promise<unknown> {
  return (await aBrowser(api.url).post("sso.find", { email })).data;
}

function start(org: string) {
  return postAuth(api.url, "/sign-in/sso", { org, to: "/" });
}

function password(email: string, text: string) {
  return postAuth(api.url, "/sign-in/email", { email, password: text });
}

function resetMailsTo(email: string): number {
  return api.mails.filter(({ to, kind }) => to === email && kind === "reset_password").length;
}

function roles(orgId: string, email: string): Promise<unknown[]> {
  return api.owner.query(
    `SELECT role, email_verified FROM members JOIN auth."user" ON person_id = id WHERE org_id = $1 AND email = $2`,
    [orgId, email],
  );
}

async function domainOf(owner: SsoOrganization["owner"], org: string, domain: string) {
  const { domains } = (await owner.call("sso.get", { org })).data as { domains: Domain[] };
  const found = domains.find((each) => each.domain === domain);
  if (found === undefined) throw new Error(`${domain} is not in ${JSON.stringify(domains)}`);
  return found;
}

interface Domain {
  readonly domain: string;
  readonly state: string;
  readonly record: { readonly name: string; readonly value: string };
}
