import {
  createTestPerson,
  openTestSession,
  type TestPerson,
  type WantedPerson,
} from "@scrip/accounts/testing/test-person";
import { openHomes } from "@scrip/db/schema";
import { aMember } from "@scrip/db/testing";
import type { Role } from "@scrip/domain/access";
import type { BrowserContext, Page } from "playwright-core";

// The global setup runs this code outside of any test, so the code must not register hooks.

/** A person with a session. */
export interface SignedInPerson extends TestPerson {
  /** The header `cookie` of the person's browser. */
  readonly cookie: string;
}

/** Creates a person with a session in the database of a server. */
export async function aPerson(
  { ownerUrl }: { readonly ownerUrl: string },
  wanted: WantedPerson = {},
): Promise<SignedInPerson> {
  const owner = await openHomes({ organizations: ownerUrl }, { applicationName: "scrip-test-person" });
  try {
    const person = await createTestPerson(owner.platform, wanted);
    return { ...person, cookie: await openTestSession(owner.platform, person.personId) };
  } finally {
    await owner.close();
  }
}

/** Makes a person a member of an organization. @param org `org_…` */
export async function join(
  { ownerUrl }: { readonly ownerUrl: string },
  { org, personId, role = "owner" }: { readonly org: string; readonly personId: string; readonly role?: Role },
): Promise<void> {
  const owner = await openHomes({ organizations: ownerUrl }, { applicationName: "scrip-test-member" });
  try {
    await aMember(owner, { orgId: org.slice("org_".length), personId, role });
  } finally {
    await owner.close();
  }
}

/** Signs in on the sign-in page. */
export async function fillSignIn(
  page: Page,
  { email, password }: Pick<TestPerson, "email" | "password">,
): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Signs a browser in as a person, without the sign-in page. */
export async function signIn(context: BrowserContext, url: string, { cookie }: { cookie: string }): Promise<void> {
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  const { hostname } = new URL(url);
  await context.addCookies([
    { name, value, domain: hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" },
  ]);
}
