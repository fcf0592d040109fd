import { openAccounts } from "@scrip/accounts/accounts";
import { TEST_SECRET } from "@scrip/accounts/testing/test-person";
import { ACCOUNT_CALLS } from "@scrip/contract/access/account-calls";
import { afterAll, describe, expect, it } from "vitest";
import { type ApiPerson, askAs, PAGE, postAuth } from "../testing/a-person.ts";
import { anApi, listen } from "../testing/an-api.ts";
import { type Answered, read } from "../testing/answered.ts";
import { rawHttp } from "../testing/raw-http.ts";
import { totpCode } from "../testing/totp.ts";

const api = await anApi();
const { url } = api;
const HOUR_MS = 3_600_000;

/** A server whose clock the tests move. */
let now = Date.now();
const moved = openAccounts({
  platform: api.deps.homes.platform,
  url: api.database.urls.app,
  secret: TEST_SECRET,
  mailer: { queue: async () => {} },
  now: () => now,
  onError: () => {},
});
afterAll(() => moved.close());
const later = await listen(api.deps, { accounts: moved, now: () => now });

const PASSWORD = "a horse, a battery & a staple";

it("signs up, verifies with the mail and the password, signs out and in, and resets the password", async () => {
  const email = "grace@example.com";
  const signedUp = await post("/sign-up/email", {
    name: "Grace Hopper",
    email: " Grace@Example.com ",
    password: PASSWORD,
  });
  expect([signedUp.status, signedUp.data, cookiesOf(signedUp)]).toEqual([200, {}, []]);
  const early = await post("/sign-in/email", { email, password: PASSWORD });
  expect([early.status, early.error?.code]).toEqual([403, "email_not_verified"]);
  const token = tokenIn("verify_email", email);
  const stolen = await post("/verify-email", { token, password: "not the password at all" });
  expect([stolen.status, stolen.error?.code]).toEqual([401, "wrong_credentials"]);
  const verified = await post("/verify-email", { token, password: PASSWORD });
  expect([verified.status, verified.data]).toEqual([200, { next: "signed_in" }]);
  const cookie = sessionOf(verified);
  expect((await who(cookie)).data.person).toMatchObject({ name: "Grace Hopper", email, isVerified: true });

  const out = await post("/sign-out", {}, cookie);
  expect([out.status, out.data]).toEqual([200, {}]);
  expect((await who(cookie)).data.person).toBeNull();
  const again = await post("/sign-in/email", { email, password: PASSWORD });
  expect(again.data).toEqual({ next: "signed_in" });

  expect((await post("/request-password-reset", { email })).data).toEqual({});
  const link = tokenIn("reset_password", email);
  const newPassword = "another horse, another staple";
  expect((await post("/reset-password", { token: link, newPassword })).data).toEqual({});
  const twice = await post("/reset-password", { token: link, newPassword });
  expect([twice.status, twice.error?.code]).toEqual([400, "bad_link"]);
  expect((await who(sessionOf(again))).data.person).toBeNull();
  expect((await post("/sign-in/email", { email, password: PASSWORD })).error?.code).toBe("wrong_credentials");
  expect((await post("/sign-in/email", { email, password: newPassword })).data).toEqual({ next: "signed_in" });
  expect(api.mails.filter(({ to }) => to === email).at(-1)).toMatchObject({
    kind: "password_changed",
    data: { isReset: true },
  });
});

describe("G4 a token", () => {
  it.each([
    ["the sign-out", (me: ApiPerson) => me.post("/sign-out", {})],
    ["a sign-in in the same browser", (me: ApiPerson) => me.post("/sign-in/email", me)],
    ["a change of the password", (me: ApiPerson) => me.post("/change-password", change(me.password))],
    ["the person's revocation", async (me: ApiPerson) => me.post("/revoke-session", { id: await idOf(me.cookie) })],
    ["another confirmation", (me: ApiPerson) => me.post("/confirm", { password: me.password })],
  ])("is dead after %s", async (_what, act) => {
    const me = await api.aPerson();
    expect((await who(me.cookie)).data.person).toMatchObject({ email: me.email });
    const answered = await act({ ...me, post: (path, body) => me.post(path, bodyOf(path, body)) });
    expect(answered.status).toBe(200);
    expect((await who(me.cookie)).data.person).toBeNull();
    const list = await fetch(`${url}/api/auth/list-sessions`, { headers: { cookie: me.cookie } });
    expect(list.status).toBe(401);
  });

  it("of an attacker who set it before the sign-in gives no access, and none is in the table", async () => {
    const me = await api.aPerson();
    const before = "__Host-scrip_session=fixed.fixed";
    const after = sessionOf(await post("/sign-in/email", { email: me.email, password: me.password }, before));
    expect((await who(before)).data.person).toBeNull();
    const token = decodeURIComponent(after.split("=").slice(1).join("=")).split(".")[0] ?? "";
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const everything = await api.owner.query("SELECT s::text AS row FROM auth.session s");
    expect(JSON.stringify(everything)).not.toContain(token);
    // Neither the stored hash nor the bare token is a cookie.
    const [{ hash }] = await api.owner.query("SELECT token AS hash FROM auth.session WHERE user_id = $1 LIMIT 1", [
      me.personId,
    ]);
    for (const stolen of [token, `${token}.`, hash, `${hash}.x`])
      expect((await who(`__Host-scrip_session=${stolen}`)).data.person).toBeNull();
  });

  it("lasts a day without a use and a week with uses", async () => {
    const me = await api.aPerson();
    const began = now;
    for (const [hours, isOpen] of [
      [23, true],
      [46, true],
      [69, true],
      [94, false],
    ] as const) {
      now = began + hours * HOUR_MS;
      expect([hours, (await askAs(later, "session.get", {}, { cookie: me.cookie })).data.person !== null]).toEqual([
        hours,
        isOpen,
      ]);
    }
    now = began;
    const other = await api.aPerson();
    for (let hours = 0; hours < 168; hours += 12) {
      now = began + hours * HOUR_MS;
      expect((await askAs(later, "session.get", {}, { cookie: other.cookie })).data.person).not.toBeNull();
    }
    now = began + 168 * HOUR_MS;
    expect((await askAs(later, "session.get", {}, { cookie: other.cookie })).data.person).toBeNull();
    now = began;
  });
});

describe("G5 a call", () => {
  const JSON_TYPE = { "content-type": "application/json" };

  it.each(Object.keys(ACCOUNT_CALLS))("%s is refused to a page of another site, and to a form", async (path) => {
    const me = await api.aPerson();
    const foreign = [
      { ...JSON_TYPE },
      { ...PAGE, origin: "https://evil.example" },
      { ...PAGE, origin: "null" },
      { ...PAGE, "sec-fetch-site": "cross-site" },
      { ...PAGE, "sec-fetch-site": "same-site" },
    ];
    for (const headers of foreign) {
      const init = { method: "POST", headers: { ...headers, cookie: me.cookie }, body: "{}" };
      const answered = await read(await rawHttp(url, `/api/auth${path}`, init));
      expect([answered.status, answered.error?.code]).toEqual([403, "foreign_page"]);
      expect(cookiesOf(answered)).toEqual([]);
    }
    const form = { method: "POST", headers: { "content-type": "text/plain", cookie: me.cookie }, body: "{}" };
    expect((await rawHttp(url, `/api/auth${path}`, form)).status).toBe(415);
    expect((await who(me.cookie)).data.person).not.toBeNull();
  });

  it.each([
    "/get-session",
    "/reset-password/x",
    "/two-factor/get-totp-uri",
    "/delete-user",
    "/ok",
    "/error",
    "/__proto__",
    "/constructor",
  ])("%s does not exist", async (path) => {
    expect((await fetch(`${url}/api/auth${path}`)).status).toBe(404);
    expect((await post(path, {})).status).toBe(404);
  });

  it("does not exist by GET", async () => {
    expect((await fetch(`${url}/api/auth/verify-email`)).status).toBe(404);
  });
});

describe("the second factor", () => {
  it("is asked for after the password, takes each code once, and recovery codes once", async () => {
    const me = await api.aPerson();
    const { totpUri, backupCodes } = (await me.post("/two-factor/enable", { password: me.password }))
      .data as unknown as SetUp;
    expect(backupCodes).toHaveLength(10);
    // It counts only from the first right code on.
    expect((await signIn(me)).data).toEqual({ next: "signed_in" });
    const first = totpCode(totpUri);
    const on = await me.post("/two-factor/verify-totp", { code: first });
    expect(on.data).toEqual({ next: "signed_in" });
    expect((await who(me.cookie)).data.person).toBeNull();
    expect((await who(sessionOf(on))).data.person).toMatchObject({ hasTwoFactor: true });
    expect(await mailsTo(me.email)).toEqual(["two_factor_changed"]);

    const step = await signIn(me);
    expect(step.data).toEqual({ next: "two_factor" });
    const challenge = challengeOf(step);
    expect((await who(challenge)).data.person).toBeNull();
    const used = await post("/two-factor/verify-totp", { code: first }, challenge);
    expect([used.status, used.error?.code]).toEqual([401, "wrong_code"]);
    const next = totpCode(totpUri, 1);
    const both = await Promise.all([
      post("/two-factor/verify-totp", { code: next }, challenge),
      post("/two-factor/verify-totp", { code: next }, challengeOf(await signIn(me))),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401]);

    const [recovery = ""] = backupCodes;
    const byCode = await post("/two-factor/verify-backup-code", { code: recovery }, challengeOf(await signIn(me)));
    expect(byCode.data).toEqual({ next: "signed_in" });
    const twice = await post("/two-factor/verify-backup-code", { code: recovery }, challengeOf(await signIn(me)));
    expect([twice.status, twice.error?.code]).toEqual([401, "wrong_code"]);
    const off = await post("/two-factor/disable", { password: me.password }, sessionOf(byCode));
    expect(off.status).toBe(200);
    expect((await signIn(me)).data).toEqual({ next: "signed_in" });
  });

  it("needs a fresh sign-in to turn it off, and the limit of wrong codes holds for all addresses together", async () => {
    const me = await api.aPerson();
    const { totpUri } = (await me.post("/two-factor/enable", { password: me.password })).data as unknown as SetUp;
    const cookie = sessionOf(await me.post("/two-factor/verify-totp", { code: totpCode(totpUri) }));
    await api.owner.query("UPDATE auth.session SET confirmed_at = now() - interval '16 minutes' WHERE user_id = $1", [
      me.personId,
    ]);
    const stale = await post("/two-factor/disable", { password: me.password }, cookie);
    expect([stale.status, stale.error?.code]).toEqual([403, "sign_in_again"]);
    const without = await post("/confirm", { password: me.password }, cookie);
    expect(without.error?.code).toBe("wrong_code");
    const confirmed = await post("/confirm", { password: me.password, code: totpCode(totpUri, 1) }, cookie);
    expect(confirmed.status).toBe(200);
    const codes = new Set<string | undefined>();
    for (let n = 0; n < 12; n += 1) {
      const challenge = challengeOf(await signIn(me));
      codes.add((await post("/two-factor/verify-totp", { code: `${100_000 + n}` }, challenge)).error?.code);
    }
    expect([...codes]).toEqual(["wrong_code", "too_many_requests"]);
  });
});

describe("events", () => {
  it("of accounts wait in the outbox for the audit log, without secrets", async () => {
    const me = await api.aPerson();
    await signIn({ ...me, password: "a wrong password" });
    const cookie = sessionOf(await signIn(me));
    await post("/change-password", change(me.password), cookie);
    expect(await mailsTo(me.email)).toEqual(["password_changed"]);
    const rows: { action: string; outcome: string; address: string }[] = await api.owner.query(
      "SELECT action, outcome, address FROM auth_events WHERE person_id = $1 ORDER BY id",
      [me.personId],
    );
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "session.failed denied",
      "session.signed_in done",
      "password.changed done",
    ]);
    expect(rows.every(({ address }) => address === "127.0.0.1")).toBe(true);
  });
});

interface SetUp {
  readonly totpUri: string;
  readonly backupCodes: readonly string[];
}

const change = (currentPassword: string) => ({ currentPassword, newPassword: "an entirely new phrase" });

/** Of a person only what a call takes. */
function bodyOf(path: string, body: object): object {
  if (path !== "/sign-in/email") return body;
  const { email, password } = body as { email: string; password: string };
  return { email, password };
}

async function idOf(cookie: string): Promise<string> {
  const list = await fetch(`${url}/api/auth/list-sessions`, { headers: { cookie } });
  const { sessions } = (await list.json()) as { sessions: { id: string; isThis: boolean }[] };
  return sessions.find(({ isThis }) => isThis)?.id ?? "";
}

function signIn({ email, password }: { email: string; password: string }): Promise<Answered> {
  return post("/sign-in/email", { email, password });
}

/** The cookie of a sign-in whose second step is missing. It opens no session. */
function challengeOf(answered: Answered): string {
  const set = cookiesOf(answered).map((text) => text.split(";")[0] ?? "");
  const opened = set.filter((text) => /^__Host-scrip_session=./.test(text));
  expect(opened).toEqual([]);
  return set.find((text) => text.startsWith("__Host-scrip.two_factor=")) ?? "";
}

async function mailsTo(to: string): Promise<string[]> {
  return api.mails.filter((mail) => mail.to === to).map(({ kind }) => kind);
}

function post(path: string, body: object, cookie?: string): Promise<Answered> {
  return postAuth(url, path, body, cookie === undefined ? {} : { cookie });
}

function who(cookie: string): Promise<Answered> {
  return askAs(url, "session.get", {}, { cookie });
}

function cookiesOf(answered: Answered): string[] {
  return answered.headers.getSetCookie();
}

function sessionOf(answered: Answered): string {
  const [set = ""] = cookiesOf(answered).filter((text) => text.startsWith("__Host-scrip_session="));
  expect(set).toMatch(/; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  return set.split(";")[0] ?? "";
}

function tokenIn(kind: string, to: string): string {
  const mail = api.mails.findLast((one) => one.kind === kind && one.to === to);
  if (mail === undefined || !("url" in mail.data)) throw new Error(`no mail ${kind} to ${to}`);
  return new URLSearchParams(new URL(mail.data.url).hash.slice(1)).get("token") ?? "";
}
