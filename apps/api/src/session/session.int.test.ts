import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Answered, anApi, answeredTo, listen, PROCEDURES, read } from "../testing/an-api.ts";
import { fullCalls } from "../testing/full-calls.ts";
import { rawHttp } from "../testing/raw-http.ts";
import { COOKIE } from "./development-sessions.ts";

const api = await anApi();
const org = await api.anOrganization({ credit: 5_000_000 });
const { name } = (await api.owner.query("SELECT name FROM organizations"))[0] as { name: string };
const { hold } = await api.ok("holds.place", { org, amount: "1000" });
let now = Date.now();
const dev = await listen(api.deps, { now: () => now });
const production = await listen({ ...api.deps, allowsTestClocks: false }, { isDevelopment: false });

/** A development server that refuses test clocks, as the use case does by itself. */
const elsewhere = await listen({ ...api.deps, allowsTestClocks: false });

const PAGE = { "content-type": "application/json", "x-scrip-client": "web" };
const WEEK_MS = 7 * 24 * 3_600_000;
const NOBODY = { person: null, isDevelopment: true, organizations: [] };
const ORG_PROCEDURES = Object.entries(PROCEDURES).filter(([, { meta }]) => meta?.reach === "organization");

describe("a visitor of a development server", () => {
  it("is nobody, signs in by one click, sees every organization as its owner, and signs out", async () => {
    expect((await get(dev)).data).toEqual(NOBODY);
    const signed = await signIn(dev);
    const known = { person: { name: "Developer" }, isDevelopment: true, organizations: [{ id: org, name }] };
    expect(signed.answered.data).toEqual(known);
    expect((await get(dev, { cookie: signed.cookie })).data).toEqual(known);
    const out = await post(dev, "session.signOut", {}, { ...PAGE, cookie: signed.cookie });
    expect(out.data).toEqual(NOBODY);
    expect(out.headers.get("set-cookie")).toMatch(new RegExp(`^${COOKIE}=;.*Expires=Thu, 01 Jan 1970`));
  });

  it("gets a cookie that no script can read, no other site sends, and that is no key", async () => {
    const { answered, cookie } = await signIn(dev);
    const [value, ...attributes] = (answered.headers.get("set-cookie") ?? "").split("; ");
    expect(value).toBe(cookie);
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Lax"]);
    const asKey = await ask(dev, "balance.get", { org }, { authorization: `Bearer ${cookie.split("=")[1]}` });
    expect([asKey.status, asKey.error?.code]).toEqual([401, "unauthenticated"]);
    const overHttps = await post(dev, "session.signIn", {}, { ...PAGE, "x-forwarded-proto": "https" });
    expect(overHttps.headers.get("set-cookie")).toContain("; Secure");
  });

  it("is signed in by a streamed answer too, whose head waits for the cookie", async () => {
    const headers = { ...PAGE, "trpc-accept": "application/jsonl" };
    const path = "/trpc/session.signIn?batch=1";
    const response = await rawHttp(dev, path, { method: "POST", headers, body: '{"0":{}}' });
    await response.text();
    expect(response.headers.get("set-cookie")).toMatch(COOKIE);
  });

  it("is nobody again after seven days, and with a cookie of the future", async () => {
    const { cookie } = await signIn(dev);
    const began = now;
    for (const [later, isSignedIn] of [
      [WEEK_MS - 1, true],
      [WEEK_MS, false],
      [-1, false],
    ] as const) {
      now = began + later;
      expect([later, (await get(dev, { cookie })).data.person !== null]).toEqual([later, isSignedIn]);
    }
    now = began;
    for (const value of ["", "1.", "1.x", "0.1", `2.${began}`, "1.1e9", `1.${"9".repeat(400)}`])
      expect([value, (await get(dev, { cookie: `${COOKIE}=${value}` })).data]).toEqual([value, NOBODY]);
  });

  it("is not signed in under a host name that another site could point at the server", async () => {
    const { cookie } = await signIn(dev);
    const host = "evil.example:4870";
    const refused = await post(dev, "session.signIn", {}, { ...PAGE, host });
    expect([refused.status, refused.error?.code]).toEqual([403, "development_only"]);
    expect((await ask(dev, "balance.get", { org }, { cookie, host })).status).toBe(401);
  });
});

describe("production", () => {
  it("refuses the sign-in of development, and says so", async () => {
    for (const procedure of ["session.signIn", "session.signOut"]) {
      const { status, error, headers } = await post(production, procedure, {}, PAGE);
      expect([status, error?.code]).toEqual([403, "development_only"]);
      expect(headers.get("set-cookie")).toBeNull();
    }
  });

  it.each(ORG_PROCEDURES.map(([procedure]) => procedure))(
    "ignores a cookie of a development server: %s",
    async (procedure) => {
      const { cookie } = await signIn(dev);
      const { status, error } = await send(production, procedure, { ...PAGE, cookie });
      expect([status, error?.code]).toEqual([401, "unauthenticated"]);
    },
  );

  it("identifies nobody by the cookie", async () => {
    const { cookie } = await signIn(dev);
    const { status, data } = await get(production, { cookie });
    expect([status, data]).toEqual([200, { ...NOBODY, isDevelopment: false }]);
  });
});

/** The procedures that an owner may call. */
const OWNERS = ORG_PROCEDURES.filter(([, { meta }]) => meta?.scope === "ledger:read" || meta?.scope === "clocks:write");
const SERVICES = ORG_PROCEDURES.filter((one) => !OWNERS.includes(one));

it.each(OWNERS.map(([procedure]) => procedure))("G3 %s is for the owner who is signed in", async (procedure) => {
  const { cookie } = await signIn(dev);
  expect([401, 403]).not.toContain((await send(dev, procedure, { ...PAGE, cookie })).status);
});

it.each(SERVICES)("G3 %s is for services, whoever is signed in", async (procedure, { meta }) => {
  const { cookie } = await signIn(dev);
  const { status, error } = await send(dev, procedure, { ...PAGE, cookie });
  expect([status, error?.code, error?.details]).toEqual([403, "scope_missing", { scope: meta?.scope }]);
});

describe.each(ORG_PROCEDURES)("%s", (procedure, { type }) => {
  it("G1 requires the name of an existing organization", async () => {
    const { cookie } = await signIn(dev);
    const none = await send(dev, procedure, { ...PAGE, cookie }, { org: `org_${randomUUID()}` });
    expect([none.status, none.error?.code]).toEqual([404, "organization_not_found"]);
    const unnamed = await send(dev, procedure, { ...PAGE, cookie }, { org: undefined });
    expect([unnamed.status, unnamed.error?.code]).toEqual([400, "organization_required"]);
  });

  it("G5 is refused to a page of another site with the person's cookie", async () => {
    const { cookie } = await signIn(dev);
    const foreign = await send(dev, procedure, { ...PAGE, cookie, origin: "https://evil.example" });
    expect([foreign.status, foreign.error?.code]).toEqual([403, "foreign_page"]);
    // Any site can send a form, but not with our header. Reading by a link is harmless.
    const bare = await send(dev, procedure, { "content-type": "application/json", cookie });
    expect(bare.error?.code === "foreign_page").toBe(type === "mutation");
  });

  it("G12 uses the key of a request with a cookie, even if the key is bad", async () => {
    const { cookie } = await signIn(dev);
    const bad = await send(dev, procedure, { ...PAGE, cookie, authorization: "Bearer scrip_no" });
    expect([bad.status, bad.error?.code]).toEqual([401, "unauthenticated"]);
    // The key may do more than the person, and needs no header of a page.
    const key = { authorization: `Bearer ${api.key}`, "content-type": "application/json" };
    expect([401, 403]).not.toContain((await send(dev, procedure, { ...key, cookie })).status);
  });
});

describe("G3 a download", () => {
  const path = `/download/activity.csv?org=${org}`;

  it("is for a person who is signed in, also by a link of another site, but not by its scripts", async () => {
    const { cookie } = await signIn(dev);
    const file = await rawHttp(dev, path, { headers: { cookie, "sec-fetch-site": "cross-site" } });
    expect([file.status, file.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await file.text()).toContain("Credit added");
    const foreign = await read(await rawHttp(dev, path, { headers: { cookie, origin: "https://evil.example" } }));
    expect([foreign.status, foreign.error?.code]).toEqual([403, "foreign_page"]);
  });

  it("is for nobody else, and production ignores a cookie of a development server", async () => {
    const { cookie } = await signIn(dev);
    for (const [url, headers] of [
      [dev, {}],
      [production, { cookie }],
      [dev, { cookie, authorization: "Bearer scrip_no" }],
    ] as const) {
      const { status, error } = await read(await rawHttp(url, path, { headers }));
      expect([status, error?.code]).toEqual([401, "unauthenticated"]);
    }
  });
});

describe("a procedure of the platform", () => {
  it.each(["organizations.create", "ledger.verify"])("%s is refused to members", async (procedure) => {
    const { cookie } = await signIn(dev);
    const { status, error } = await send(dev, procedure, { ...PAGE, cookie });
    expect([status, error?.code]).toEqual([403, "scope_missing"]);
  });
});

describe("signing in and out", () => {
  it.each(["session.signIn", "session.signOut"])("G5 %s is for our own pages only", async (procedure) => {
    const json = { "content-type": "application/json" };
    for (const headers of [json, { ...PAGE, origin: "https://evil.example" }]) {
      const { status, error, headers: answered } = await post(dev, procedure, {}, headers);
      expect([status, error?.code, answered.get("set-cookie")]).toEqual([403, "foreign_page", null]);
    }
  });

  it("says nothing about the owner of a service key", async () => {
    const { cookie } = await signIn(dev);
    expect((await get(dev, { cookie, authorization: `Bearer ${api.key}` })).data).toEqual(NOBODY);
  });

  it("moves the test clock of an organization, as its owner", async () => {
    const { cookie } = await signIn(dev);
    const other = await api.anOrganization();
    const to = "2026-01-01T13:00:00.000Z";
    const input = { org: other, to: "2026-01-01T13:00:00.000Z" };
    const { data } = await post(dev, "clocks.advance", input, { ...PAGE, cookie });
    expect(data).toEqual({ at: to, ran: 0 });
    const refused = await post(elsewhere, "clocks.advance", input, { ...PAGE, cookie });
    expect([refused.status, refused.error?.code]).toEqual([403, "test_clock_refused"]);
  });
});

async function signIn(url: string): Promise<{ answered: Answered; cookie: string }> {
  const answered = await post(url, "session.signIn", {}, PAGE);
  expect(answered.status).toBe(200);
  return { answered, cookie: answered.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

function get(url: string, headers: Record<string, string> = {}): Promise<Answered> {
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
