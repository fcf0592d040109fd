import { createServer } from "node:http";
import { openAccounts } from "@scrip/accounts/accounts";
import { TEST_SECRET } from "@scrip/accounts/testing/test-person";
import { startOidcProvider } from "@scrip/identity";
import { afterAll, beforeEach, expect, it } from "vitest";
import { askAs, postAuth } from "../testing/a-person.ts";
import { anApi, listen } from "../testing/an-api.ts";
import { totpCode } from "../testing/totp.ts";

const api = await anApi();
const peer = await startOidcProvider();
afterAll(() => peer.close());

/** What the emails endpoint of the second provider answers. */
let emails: object[] = [];
const mailboxes = createServer((_request, response) => void response.end(JSON.stringify(emails))).listen(0);
afterAll(() => void mailboxes.close());

const { id: clientId, secret: clientSecret } = peer.client;
const endpoints = {
  authorizationUrl: peer.endpoints.authorization,
  tokenUrl: peer.endpoints.token,
  userInfoUrl: peer.endpoints.userInfo,
};
const emailsUrl = `http://127.0.0.1:${(mailboxes.address() as { port: number }).port}/`;
const accounts = openAccounts({
  platform: api.deps.homes.platform,
  url: api.database.urls.app,
  secret: TEST_SECRET,
  mailer: { queue: async () => {} },
  social: {
    google: { clientId, clientSecret, endpoints },
    github: { clientId, clientSecret, endpoints: { ...endpoints, emailsUrl } },
  },
  now: Date.now,
  onError: () => {},
});
afterAll(() => accounts.close());
const url = await listen(api.deps, { accounts });

beforeEach(() => {
  peer.isEmailVerified = true;
});

it("another site signs a new person in, whose address it has verified, and the same person again", async () => {
  for (const provider of ["google", "google"]) {
    const { to, cookie } = await arrive(await begin(provider, "/o/x"), "kay@example.com");
    expect(to).toBe("/o/x");
    const { data } = await askAs(url, "session.get", {}, { cookie });
    expect(data).toMatchObject({
      person: { name: "Kay", email: "kay@example.com", isVerified: true },
      signInWith: { google: true, github: true },
    });
  }
  expect(await api.owner.query('SELECT count(*)::int AS persons FROM auth."user"')).toEqual([{ persons: 1 }]);
});

it("signs nobody in whose address it has not verified", async () => {
  peer.isEmailVerified = false;
  const { to, cookie } = await arrive(await begin("google"), "unproved@example.com");
  expect([to, cookie]).toEqual(["/sign-in?problem=social", ""]);
  emails = [{ email: "other@example.com", primary: true, verified: false }];
  expect((await arrive(await begin("github"), "other@example.com")).to).toBe("/sign-in?problem=social");
  emails = [
    { email: "second@example.com", primary: false, verified: true },
    { email: "first@example.com", primary: true, verified: true },
  ];
  const { cookie: hub } = await arrive(await begin("github"), "whatever@example.com");
  expect((await askAs(url, "session.get", {}, { cookie: hub })).data.person).toMatchObject({
    email: "first@example.com",
  });
});

it("G4 G5 takes an answer once, and only in the browser that asked", async () => {
  const mine = await begin("google");
  const back = await confirmAt(mine.url, "kay@example.com");
  const other = await begin("google");
  expect((await follow(back, other.cookie)).to).toBe("/sign-in?problem=social");
  expect((await follow(back, "")).to).toBe("/sign-in?problem=social");
  const again = await begin("google");
  const fresh = await confirmAt(again.url, "kay@example.com");
  expect((await follow(fresh, again.cookie)).to).toBe("/");
  expect((await follow(fresh, again.cookie)).to).toBe("/sign-in?problem=social");
  for (const to of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    const refused = await postAuth(url, "/sign-in/social", { provider: "google", to });
    expect([refused.status, refused.error?.code]).toEqual([400, "bad_input"]);
  }
});

it("a person with a second factor shows it after another site too", async () => {
  const { cookie } = await arrive(await begin("google"), "kay@example.com");
  // The person gets a password by the mail of a reset; here it is set directly.
  const { password } = await api.aPerson();
  await api.owner.query(
    `INSERT INTO auth.account (id, user_id, account_id, provider_id, password, created_at, updated_at)
      SELECT gen_random_uuid(), u.id, u.id::text, 'credential', a.password, now(), now()
      FROM auth."user" u, (SELECT password FROM auth.account WHERE password IS NOT NULL LIMIT 1) a
      WHERE u.email = 'kay@example.com'`,
  );
  const enabled = await postAuth(url, "/two-factor/enable", { password }, { cookie });
  const { totpUri } = enabled.data as { totpUri: string };
  expect((await postAuth(url, "/two-factor/verify-totp", { code: totpCode(totpUri) }, { cookie })).status).toBe(200);
  const half = await arrive(await begin("google", "/o/y"), "kay@example.com");
  expect([half.to, half.cookie]).toEqual([`/sign-in?step=two_factor&next=${encodeURIComponent("/o/y")}`, ""]);
  const whole = await postAuth(url, "/two-factor/verify-totp", { code: totpCode(totpUri, 1) }, { cookie: half.all });
  expect(whole.data).toEqual({ next: "signed_in" });
});

interface Begun {
  readonly url: string;
  readonly cookie: string;
}

async function begin(provider: string, to?: string): Promise<Begun> {
  const begun = await postAuth(url, "/sign-in/social", { provider, ...(to !== undefined && { to }) });
  expect(begun.status).toBe(200);
  return { url: (begun.data as { url: string }).url, cookie: cookiesOf(begun.headers) };
}

async function arrive(begun: Begun, email: string) {
  return follow(await confirmAt(begun.url, email), begun.cookie);
}

/** Goes to our server with what the other site answered. */
async function follow(back: string, cookie: string): Promise<{ to: string; cookie: string; all: string }> {
  const answer = await fetch(back, { redirect: "manual", headers: { cookie } });
  const set = cookiesOf(answer.headers);
  const session = set.split("; ").find((text) => /^__Host-scrip_session=./.test(text)) ?? "";
  return { to: answer.headers.get("location") ?? "", cookie: session, all: set };
}

function cookiesOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((text) => text.split(";")[0])
    .join("; ");
}

/** Signs in at the other site, as a browser does. @returns the address to which it sends the browser back */
async function confirmAt(address: string, email: string): Promise<string> {
  const cookies = new Map<string, string>();
  const page = await walk(address, cookies);
  return walk(page, cookies, new URLSearchParams({ email, name: "Kay" }));
}

async function walk(at: string, cookies: Map<string, string>, body?: URLSearchParams): Promise<string> {
  const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
  const answer = await fetch(at, { redirect: "manual", headers, ...(body && { method: "POST", body }) });
  for (const text of answer.headers.getSetCookie()) {
    const [name = "", value = ""] = (text.split(";")[0] ?? "").split("=");
    cookies.set(name, value);
  }
  const location = answer.headers.get("location");
  if (location === null) return at;
  const next = new URL(location, at).href;
  return next.startsWith(url) ? next : walk(next, cookies);
}
