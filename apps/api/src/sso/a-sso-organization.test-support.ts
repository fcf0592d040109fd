import { randomUUID } from "node:crypto";
import type { Role } from "@scrip/domain/access";
import type { NameServer } from "@scrip/identity";
import type { ApiPerson } from "../testing/a-person.ts";
import type { Api } from "../testing/an-api.ts";
import { aBrowser, type Peers } from "./a-browser.test-support.ts";

export interface SsoPlace extends Peers {
  readonly api: Api;
  readonly names: NameServer;
}

/** An organization with the single sign-on that a test wants. */
export interface SsoOrganization {
  /** The id on the wire. */
  readonly org: string;
  readonly orgId: string;
  readonly owner: ApiPerson;
  readonly domains: readonly string[];
  readonly aMember: (role: Role) => Promise<ApiPerson>;
  /** Signs the owner in by single sign-on. */
  readonly test: () => Promise<void>;
}

export interface WantedSso {
  readonly plan?: string;
  /** A domain to prove. The owner has an address of it. */
  readonly proves?: string;
  readonly provider?: "oidc" | "saml";
  readonly isTested?: boolean;
  readonly isForced?: boolean;
}

/** Sets up single sign-on step by step, as far as wanted, each step by the procedures of the page. */
export async function aSsoOrganization(place: SsoPlace, wanted: WantedSso): Promise<SsoOrganization> {
  const { api } = place;
  const { plan = "enterprise", proves, provider, isForced = false, isTested = isForced } = wanted;
  const org = await api.anOrganization();
  const orgId = org.slice("org_".length);
  await api.owner.query("UPDATE organizations SET plan = $2 WHERE org_id = $1", [orgId, plan]);
  const aMember = async (role: Role, email = `${randomUUID()}@example.test`): Promise<ApiPerson> => {
    const person = await api.aPerson({ email });
    await api.owner.query("INSERT INTO members (org_id, person_id, role, joined_at) VALUES ($1, $2, $3, now())", [
      orgId,
      person.personId,
      role,
    ]);
    await api.owner.query(
      "INSERT INTO memberships (person_id, org_id, state, claimed_at) VALUES ($1, $2, 'member', now())",
      [person.personId, orgId],
    );
    return person;
  };
  const owner = await aMember("owner", proves === undefined ? undefined : `owner@${proves}`);
  const domains = proves === undefined ? [] : [proves];
  for (const domain of domains) await prove(place, owner, org, domain);
  if (provider === "oidc") {
    const { issuer, client } = place.oidc;
    await done(owner.call("sso.setOidc", { org, issuer, clientId: client.id, clientSecret: client.secret }));
  }
  if (provider === "saml") await done(owner.call("sso.setSaml", { org, metadata: place.saml.metadata }));
  const test = async (): Promise<void> => {
    const browser = aBrowser(api.url, cookiesOf(owner));
    const landing = await browser.signInBySso(org, { email: owner.email, name: "Owner" }, place);
    if (landing !== `/o/${org}`) throw new Error(`The test of single sign-on ended at ${landing}`);
  };
  if (isTested) await test();
  if (isForced) {
    await api.owner.query(`UPDATE auth."user" SET two_factor_enabled = true WHERE id = $1`, [owner.personId]);
    await done(owner.call("sso.setForced", { org, isForced: true }));
  }
  return { org, orgId, owner, domains, aMember, test };
}

async function prove({ names }: SsoPlace, owner: ApiPerson, org: string, domain: string): Promise<void> {
  await done(owner.call("sso.addDomain", { org, domain }));
  const { data } = await owner.call("sso.get", { org });
  const [{ record }] = data.domains as [{ record: { name: string; value: string } }];
  names.set(record.name, [record.value]);
  await done(owner.call("sso.checkDomain", { org, domain }));
}

async function done(call: ReturnType<ApiPerson["call"]>): Promise<void> {
  const { error, text } = await call;
  if (error !== undefined) throw new Error(text);
}

function cookiesOf({ cookie }: ApiPerson): Map<string, string> {
  return new Map(
    cookie.split("; ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
}
