import { randomUUID } from "node:crypto";
import { aMember } from "@scrip/db/testing";
import { PERMISSIONS, type Permission, roleHas } from "@scrip/domain/access";
import { describe, expect, it } from "vitest";
import { PAGE } from "../testing/a-person.ts";
import { anApi, listen } from "../testing/an-api.ts";
import { type Answered, answeredTo, PROCEDURES, read } from "../testing/answered.ts";
import { fullCalls } from "../testing/full-calls.ts";
import { rawHttp } from "../testing/raw-http.ts";

const api = await anApi();
const { url } = api;
const org = await api.anOrganization({ credit: 5_000_000 });
const { hold } = await api.ok("holds.place", { org, amount: "1000" });
const ada = await api.aPerson({ name: "Ada Lovelace", org });
const { cookie } = ada;

/** A development server that refuses test clocks, as the use case does by itself. */
const elsewhere = await listen({ ...api.deps, allowsTestClocks: false });

const NOBODY = {
  person: null,
  isDevelopment: true,
  hasDemo: false,
  signInWith: { google: false, github: false },
  demoSignIns: [],
  mailbox: null,
  localStripe: null,
  organizations: [],
  awayOrganizations: [],
};
const ORG_PROCEDURES = Object.entries(PROCEDURES).filter(([, { meta }]) => meta?.reach === "organization");

describe("a visitor", () => {
  it("is nobody without a cookie, and with one that is not ours", async () => {
    expect((await get({})).data).toEqual(NOBODY);
    const [name, value = ""] = cookie.split(/=(.*)/s);
    const unsigned = value.split(".")[0];
    for (const other of ["", "x", `${unsigned}`, `${unsigned}.`, `${unsigned}.no`, `x${value}`, "%", "%E0%A4%A"])
      expect([other, (await get({ cookie: `${name}=${other}` })).data]).toEqual([other, NOBODY]);
  });

  it("is a person with a session, and sees the organizations of this person only", async () => {
    await api.anOrganization();
    const [{ name }] = (await api.owner.query("SELECT name FROM organizations WHERE org_id = $1", [org.slice(4)])) as [
      { name: string },
    ];
    const { data } = await get({ cookie });
    expect(data).toEqual({
      ...NOBODY,
      person: {
        id: `person_${ada.personId}`,
        name: "Ada Lovelace",
        email: ada.email,
        isVerified: true,
        hasTwoFactor: false,
        isOperator: false,
      },
      organizations: [{ id: org, name, role: "owner", plan: "free", isPersonal: false }],
    });
  });
});

/** The procedures that an owner may call. */
const OWNERS = ORG_PROCEDURES.filter(([, { meta }]) => {
  const permission = meta?.permission;
  return permission != null && permission in PERMISSIONS && roleHas("owner", permission as Permission);
});
const SERVICES = ORG_PROCEDURES.filter((one) => !OWNERS.includes(one));

it.each(OWNERS.map(([procedure]) => procedure))("G3 %s is for the owner who is signed in", async (procedure) => {
  expect([401, 403]).not.toContain((await send(url, procedure, { ...PAGE, cookie })).status);
});

it.each(SERVICES)("G3 %s is for services, whoever is signed in", async (procedure, { meta }) => {
  const { status, error } = await send(url, procedure, { ...PAGE, cookie });
  expect([status, error?.code, error?.details]).toEqual([
    403,
    "permission_missing",
    { permission: meta?.permission, role: "owner" },
  ]);
});

describe.each(ORG_PROCEDURES)("%s", (procedure, { type }) => {
  it("G1 requires the name of an existing organization", async () => {
    const none = await send(url, procedure, { ...PAGE, cookie }, { org: `org_${randomUUID()}` });
    expect([none.status, none.error?.code]).toEqual([404, "organization_not_found"]);
    const unnamed = await send(url, procedure, { ...PAGE, cookie }, { org: undefined });
    expect([unnamed.status, unnamed.error?.code]).toEqual([400, "organization_required"]);
  });

  it("G5 is refused to a page of another site with the person's cookie", async () => {
    const foreign = await send(url, procedure, { ...PAGE, cookie, origin: "https://evil.example" });
    expect([foreign.status, foreign.error?.code]).toEqual([403, "foreign_page"]);
    // Any site can send a form, but not with our header. Reading by a link is harmless.
    const bare = await send(url, procedure, { "content-type": "application/json", cookie });
    expect(bare.error?.code === "foreign_page").toBe(type === "mutation");
  });

  it("G12 uses the key of a request with a cookie, even if the key is bad", async () => {
    const bad = await send(url, procedure, { ...PAGE, cookie, authorization: "Bearer scrip_no" });
    expect([bad.status, bad.error?.code]).toEqual([401, "unauthenticated"]);
    // The key may do more than the person, and needs no header of a page. What is for members only it may not do.
    const key = { authorization: `Bearer ${api.key}`, "content-type": "application/json" };
    const { status, error } = await send(url, procedure, { ...key, cookie });
    expect(status === 401 || (status === 403 && error?.code !== "members_only")).toBe(false);
  });
});

describe("G3 a download", () => {
  const path = `/download/activity.csv?org=${org}`;

  it("is for a person who is signed in, also by a link of another site, but not by its scripts", async () => {
    const file = await rawHttp(url, path, { headers: { cookie, "sec-fetch-site": "cross-site" } });
    expect([file.status, file.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await file.text()).toContain("Credit added");
    const foreign = await read(await rawHttp(url, path, { headers: { cookie, origin: "https://evil.example" } }));
    expect([foreign.status, foreign.error?.code]).toEqual([403, "foreign_page"]);
  });

  it("is for nobody else", async () => {
    const others = [{}, { cookie: "__Host-scrip_session=no.no" }, { cookie, authorization: "Bearer scrip_no" }];
    for (const headers of others) {
      const { status, error } = await read(await rawHttp(url, path, { headers }));
      expect([status, error?.code]).toEqual([401, "unauthenticated"]);
    }
  });
});

describe("a procedure of the platform", () => {
  it.each(["organizations.create", "ledger.verify"])("%s is refused to members", async (procedure) => {
    const { status, error } = await send(url, procedure, { ...PAGE, cookie });
    expect([status, error?.code]).toEqual([403, "scope_missing"]);
  });
});

describe("a person who is signed in", () => {
  it("says nothing about the owner of a service key", async () => {
    expect((await get({ cookie, authorization: `Bearer ${api.key}` })).data).toEqual(NOBODY);
  });

  it("moves the test clock of an organization, as its owner", async () => {
    const other = await api.anOrganization();
    await aMember(api.owner, { orgId: other.slice(4), personId: ada.personId });
    const to = "2026-01-01T13:00:00.000Z";
    const input = { org: other, to: "2026-01-01T13:00:00.000Z" };
    const { data } = await post(url, "clocks.advance", input, { ...PAGE, cookie });
    expect(data).toEqual({ at: to, ran: 0 });
    const refused = await post(elsewhere, "clocks.advance", input, { ...PAGE, cookie });
    expect([refused.status, refused.error?.code]).toEqual([403, "test_clock_refused"]);
  });
});

function get(headers: Record<string, string>): Promise<Answered> {
  return ask(url, "session.get", {}, headers);
}

/** A full call of a procedure, with these headers and nothing else. */
function send(url: string, procedure: string, headers: Record<string, string>, change = {}): Promise<Answered> {
  const input = { ...fullCalls(org, hold)[procedure], ...change };
  return PROCEDURES[procedure]?.type === "mutation"
    ? post(url, procedure, input, headers)
    : ask(url, procedure, input, headers);
}

async function ask(url: string, procedure: string, input: object, headers: Record<string, string>): Promise<Answered> {
  const path = `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
  return answeredTo(procedure, await rawHttp(url, path, { headers }));
}

async function post(url: string, procedure: string, input: object, headers: Record<string, string>): Promise<Answered> {
  const body = JSON.stringify(input);
  return answeredTo(procedure, await rawHttp(url, `/trpc/${procedure}`, { method: "POST", headers, body }));
}
