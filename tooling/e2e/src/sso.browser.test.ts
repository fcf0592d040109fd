import { randomBytes } from "node:crypto";
import { openHomes } from "@scrip/db/schema";
import { startNameServer, startOidcProvider, startSamlProvider } from "@scrip/identity";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import {
  aPage,
  aPerson,
  aServerWithMail,
  callAs,
  inspect,
  join,
  type SignedInPerson,
  tooWideAt,
  totpOf,
} from "./testing/index.ts";

// The providers are at `localhost` and the server is at `127.0.0.1`: two sites, as in earnest.
const names = await startNameServer();
const oidc = await startOidcProvider();
const saml = await startSamlProvider();
afterAll(() => Promise.all([names.close(), oidc.close(), saml.close()]));
const server = await aServerWithMail({ SCRIP_DNS_SERVERS: names.address, SCRIP_SWEEP_SECONDS: "2" });

/** Chromium logs each refusal, and the pages of the providers are at other sites. */
const EXPECTED = [
  /^foreign request: \w+ http:\/\/localhost:/,
  /^console: Failed to load resource: .* (401|403|409|422) /,
];

describe("single sign-on", () => {
  it.each(["oidc", "saml"] as const)(
    "by %s is set up on its page by keyboard, tested, lets a new person join, and is forced but not for the owner",
    async (provider) => {
      const { org, domain, owner } = await aCompany("enterprise");
      const { page } = await aPage(server, { as: owner, expected: EXPECTED });
      await page.goto(`/o/${org}/settings/sso`);
      await proveByKeyboard(page, domain);
      await saveProvider(page, provider);
      // The identity provider speaks for the proved domains only.
      await page.getByRole("button", { name: "Test sign-in" }).click();
      await signInThere(page, `somebody@${domain}.other`);
      await page.getByText("The test sign-in did not work").waitFor();
      await page.getByText("not of one of your proved domains").waitFor();
      expect(new URL(page.url()).search).toBe("?problem=sso&code=outside_domains");
      await page.getByRole("button", { name: "Test sign-in" }).click();
      await signInThere(page, owner.email);
      await page.getByText("It works.").waitFor();
      await chooseRole(page, "Billing");

      await joinBySso(`new@${domain}`, "Billing");

      await page.getByText("First the owner of the organization turns on two-factor sign-in").waitFor();
      const secret = await turnOnTwoFactor(page, owner);
      await page.reload();
      await page.getByRole("switch", { name: /the only way to sign in/ }).press("Space");
      const dialog = page.getByRole("dialog", { name: "Make single sign-on the only way?" });
      await dialog.getByText(`addresses of ${domain} can no longer use passwords`).waitFor();
      await dialog.getByRole("button", { name: "Make it the only way" }).click();
      await dialog.waitFor({ state: "detached" });
      await expect
        .poll(() => page.getByRole("switch", { name: /the only way to sign in/ }).getAttribute("aria-checked"))
        .toBe("true");

      const visitor = await aPage(server, { signedIn: false, expected: EXPECTED });
      await visitor.page.goto("/sign-in");
      await visitor.page.getByLabel("E-mail").fill(owner.email);
      await visitor.page.getByText("signs people in by its own sign-in page").waitFor();
      await expect.poll(() => visitor.page.getByLabel("Password", { exact: true }).count()).toBe(0);
      await visitor.page.getByRole("button", { name: "Use a password (owner only)" }).press("Enter");
      await visitor.page.getByLabel("Password", { exact: true }).fill(owner.password);
      await visitor.page.getByRole("button", { name: "Sign in", exact: true }).click();
      await visitor.page.getByRole("heading", { name: "Enter the code" }).waitFor();
      await visitor.page.locator("input[name=code]:focus").waitFor();
      await visitor.page.keyboard.type(totpOf(secret, 1));
      await visitor.page.keyboard.press("Enter");
      await visitor.page.getByRole("button", { name: owner.name }).waitFor();
    },
    120_000,
  );

  it("is refused to whoever is outside of the domains, with the reason in plain words", async () => {
    const { org, domain, owner } = await aCompany("enterprise");
    const { page } = await aPage(server, { as: owner, expected: EXPECTED });
    await page.goto(`/o/${org}/settings/sso`);
    await proveByKeyboard(page, domain);
    await saveProvider(page, "oidc");
    await page.getByRole("button", { name: "Test sign-in" }).click();
    await signInThere(page, owner.email);
    await page.getByText("It works.").waitFor();
    const visitor = await aPage(server, { signedIn: false, expected: EXPECTED });
    await visitor.page.goto("/sign-in");
    await visitor.page.getByLabel("E-mail").fill(`a@${domain}`);
    await visitor.page.getByRole("button", { name: "Continue with single sign-on" }).click();
    await signInThere(visitor.page, "a@elsewhere.example");
    await visitor.page.getByText("Single sign-on did not work").waitFor();
    await visitor.page.getByText("not of one of its proved domains").waitFor();

    // The daily look-up of the worker, a day later: the record is gone, and the owner gets a mail.
    names.set(`_scrip-challenge.${domain}`, []);
    await aDayLater(domain);
    const mail = await server.mailTo(owner.email, /does not work/);
    expect(mail.subject).toContain("Single sign-on of");
    await page.reload();
    await page.getByText("Record is gone").waitFor();
  }, 120_000);

  it("says which plan has it", async () => {
    const { org, owner } = await aCompany("free");
    const { page } = await aPage(server, { as: owner, width: 390 });
    await page.goto(`/o/${org}/settings/sso`);
    await page.getByText('Single sign-on is part of the plan "Enterprise"').waitFor();
    expect(await inspect(page, "sso-not-in-plan")).toEqual([]);
  });

  it.each([1440, 390])(
    "%i pixels wide: axe finds nothing, and each sight fits a window of 320",
    async (width) => {
      const { org, domain, owner } = await aCompany("enterprise");
      const { page } = await aPage(server, { as: owner, width, reducedMotion: true, expected: EXPECTED });
      const wrong: string[] = [];
      const see = async (name: string): Promise<void> => {
        wrong.push(...(await inspect(page, `sso-${name}-${width}`)), ...(await tooWideAt(page, 320, name)));
      };
      await page.goto(`/o/${org}/settings/sso`);
      await page.getByLabel("Domain", { exact: true }).fill("gmail.com");
      await page.getByRole("button", { name: "Add the domain" }).click();
      await page.getByText("Only a domain of your own can be proved").waitFor();
      await page.getByRole("button", { name: "SAML 2.0" }).click();
      await see("empty");
      await page.getByRole("button", { name: "OpenID Connect" }).click();
      await page.getByLabel("Domain", { exact: true }).fill(domain);
      await page.getByRole("button", { name: "Add the domain" }).click();
      await page.getByRole("button", { name: `Check now ${domain}` }).click();
      await page.getByText("The record is not there yet").waitFor();
      await page.getByLabel("Issuer").fill(`${oidc.issuer}/other`);
      await page.getByLabel("Client id").fill(oidc.client.id);
      await page.getByLabel("Client secret").fill("a secret");
      await page.getByRole("button", { name: "Save the provider" }).click();
      await expect.poll(() => page.getByLabel("Issuer").getAttribute("aria-invalid")).toBe("true");
      await see("pending");
      names.set(`_scrip-challenge.${domain}`, [await shownValue(page, org)]);
      await page.getByRole("button", { name: `Check now ${domain}` }).click();
      await page.getByText("Proved", { exact: true }).waitFor();
      await saveProvider(page, "saml");
      await page.getByRole("button", { name: "Test sign-in" }).click();
      await signInThere(page, owner.email);
      await page.getByText("It works.").waitFor();
      await turnOnTwoFactor(page, owner);
      await page.reload();
      await page.getByText("It works.").waitFor();
      await see("tested");
      await page.getByRole("switch", { name: /the only way to sign in/ }).press("Space");
      await page.getByRole("button", { name: "Make it the only way" }).waitFor();
      await see("force");
      await page.getByRole("button", { name: "Make it the only way" }).click();
      await page.getByRole("dialog").waitFor({ state: "detached" });

      const visitor = await aPage(server, { signedIn: false, width, reducedMotion: true, expected: EXPECTED });
      await visitor.page.goto("/sign-in?problem=sso&code=other_browser");
      await visitor.page.getByLabel("E-mail").fill(`a@${domain}`);
      await visitor.page.getByText("signs people in by its own sign-in page").waitFor();
      wrong.push(...(await inspect(visitor.page, `sso-sign-in-${width}`)));
      wrong.push(...(await tooWideAt(visitor.page, 320, "sign-in")));
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});

/** An organization on a plan, its owner, who has just signed in, and a domain that is the owner's. */
async function aCompany(plan: string) {
  const domain = `${randomBytes(6).toString("hex")}.example`;
  const { org } = await server.client.organizations.create({ name: `Acme ${domain.slice(0, 4)}` });
  await server.setPlan(org, plan);
  const owner = await aPerson(server, { email: `grace@${domain}`, name: "Grace Hopper" });
  await join(server, { org, personId: owner.personId });
  return { org, domain, owner };
}

async function asOwner(sql: string, values: readonly unknown[]): Promise<void> {
  const homes = await openHomes({ organizations: server.ownerUrl }, { applicationName: "scrip-test-sso" });
  try {
    await homes.platform.query(sql, [...values]);
  } finally {
    await homes.close();
  }
}

async function proveByKeyboard(page: Page, domain: string): Promise<void> {
  const field = page.getByLabel("Domain", { exact: true });
  await field.waitFor();
  await field.press("Enter");
  await page.getByText("Enter a domain, such as example.com.").waitFor();
  await field.pressSequentially(domain);
  await field.press("Enter");
  const row = page.getByRole("list", { name: "Domains" }).getByRole("listitem");
  await row.getByText("Waiting for its record").waitFor();
  const [name = "", value = ""] = await row.locator("code").allTextContents();
  names.set(name, [value]);
  await row.getByRole("button", { name: `Check now ${domain}` }).press("Enter");
  await row.getByText("Proved", { exact: true }).waitFor();
}

async function saveProvider(page: Page, provider: "oidc" | "saml"): Promise<void> {
  if (provider === "oidc") {
    await page.getByLabel("Issuer").fill(oidc.issuer);
    await page.getByLabel("Client id").fill(oidc.client.id);
    await page.getByLabel("Client secret").fill(oidc.client.secret);
  } else {
    await page.getByRole("button", { name: "SAML 2.0" }).press("Enter");
    await page.getByLabel("Metadata of the identity provider").fill(saml.metadata);
  }
  await page.getByRole("button", { name: "Save the provider" }).press("Enter");
  await page.getByText("Not tested yet.").waitFor();
  expect(await page.content()).not.toContain(oidc.client.secret);
}

/** Signs in on the page of the identity provider. */
async function signInThere(page: Page, email: string): Promise<void> {
  await page.waitForURL(/^http:\/\/localhost:/);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${server.url}/**`);
  // The provider would remember the person.
  await page.context().clearCookies({ domain: "localhost" });
}

async function chooseRole(page: Page, role: string): Promise<void> {
  await page.getByRole("combobox", { name: "Role of new people" }).press("Enter");
  await page.getByRole("option", { name: role }).press("Enter");
  await page.getByText(`New people join as ${role}`).first().waitFor();
}

/** A visitor with an address of the domain signs in by single sign-on beside the password, and is a member then. */
async function joinBySso(email: string, role: string): Promise<void> {
  const { page } = await aPage(server, { signedIn: false, expected: EXPECTED });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").pressSequentially(email);
  await page.getByLabel("Password", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Continue with single sign-on" }).press("Enter");
  await signInThere(page, email);
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  const { data } = await callAs(page, "query", "session.get", {});
  expect(data).toMatchObject({
    organizations: expect.arrayContaining([expect.objectContaining({ role: role.toLowerCase() })]),
  });
}

/** Turns on the second factor of the person of a page. @returns the secret of the authenticator app */
async function turnOnTwoFactor(page: Page, { password }: SignedInPerson): Promise<string> {
  const { totpUri } = (await post(page, "/two-factor/enable", { password })) as { totpUri: string };
  const secret = new URL(totpUri).searchParams.get("secret") ?? "";
  await post(page, "/two-factor/verify-totp", { code: totpOf(secret) });
  return secret;
}

const post = (page: Page, path: string, body: object): Promise<unknown> =>
  page.evaluate(
    async ([address, text]) => {
      const headers = { "x-scrip-client": "web", "content-type": "application/json" };
      const answer = await fetch(address ?? "", { method: "POST", headers, body: text ?? "" });
      return answer.json();
    },
    [`/api/auth${path}`, JSON.stringify(body)],
  );

/** The value of the record of the only domain. */
async function shownValue(page: Page, org: string): Promise<string> {
  const { data } = await callAs(page, "query", "sso.get", { org });
  return (data as { domains: readonly [{ record: { value: string } }] }).domains[0].record.value;
}

/** Has the worker look up the record of a domain now instead of tomorrow. */
const aDayLater = (domain: string): Promise<void> =>
  asOwner("UPDATE platform_due SET due_at = clock_timestamp() WHERE kind = 'check_domain' AND ref = $1", [domain]);
