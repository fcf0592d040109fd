import { hash } from "node:crypto";
import { createServiceKey, listServiceKeys, revokeServiceKey } from "@scrip/db/access";
import { publishCatalog } from "@scrip/db/catalog";
import type { Homes, PlatformSource } from "@scrip/db/connection";
import { createOrganization, type Organization } from "@scrip/db/organizations";
import { type OpenHomes, openHomes } from "@scrip/db/schema";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { prepareDemoPersons } from "./demo-persons.ts";
import { prepareDemoSeller } from "./demo-seller.ts";

/** The input of the demo's process: two organizations, and a key that can make more. */
export interface Demo {
  readonly live: Organization;
  readonly travel: Organization;
  readonly key: string;
}

const OWNER = "demo";
const KEY_NAME = "Demo";
const DAY_MS = 86_400_000;

/** The length of the history that `tooling/demo` writes, so that the history ends about now. */
const HISTORY_DAYS = 42;

const SCOPES = [
  "organizations:write",
  "grants:write",
  "holds:write",
  "charges:write",
  "usage:report",
  "ledger:read",
  "clocks:write",
];

/**
 * Makes the demo's organizations and persons if they do not exist, and a new key for this start. It revokes the keys of earlier
 * starts. Ids and creation keys are constants, so that every start finds the same organizations.
 */
export async function prepareDemo(ownerUrl: string, appUrl: string): Promise<Demo> {
  await using opened = new AsyncDisposableStack();
  const open = async (url: string): Promise<OpenHomes> => {
    const homes = await openHomes({ organizations: url }, { applicationName: "scrip-demo", poolSize: 1 });
    opened.defer(() => homes.close());
    return homes;
  };
  const app = await open(appUrl);
  const owner = await open(ownerUrl);
  const catalogVersion = await publishCatalog(app, catalogText(tiered), Date.now());
  const live = await organization(app, {
    name: "Demo (live)",
    creationKey: "demo",
    orgId: "01900000-0000-7000-8000-00000000de30",
    clockAt: null,
    catalogVersion,
  });
  const travel = await organization(app, {
    name: "Demo (time travel)",
    creationKey: "demo-travel",
    orgId: "01900000-0000-7000-8000-00000000de40",
    clockAt: Math.floor(Date.now() / DAY_MS) * DAY_MS - HISTORY_DAYS * DAY_MS,
    catalogVersion,
  });
  await prepareDemoPersons({ owner, app }, [live.orgId, travel.orgId]);
  await prepareDemoSeller(app);
  return { live, travel, key: await newKey(owner.platform) };
}

interface OrganizationTerms {
  readonly name: string;
  readonly creationKey: string;
  readonly orgId: string;
  readonly clockAt: number | null;
  readonly catalogVersion: number;
}

async function organization(app: Homes, terms: OrganizationTerms): Promise<Organization> {
  const outcome = await createOrganization(app, {
    ...terms,
    owner: OWNER,
    plan: tiered.defaultPlan,
    ownerPerson: null,
    ownerEmail: null,
    payloadHash: hash("sha256", terms.creationKey),
  });
  if (outcome.ok) return outcome.organization;
  throw new Error(`The organization "${terms.name}" cannot be made: ${outcome.refusal}.`);
}

async function newKey(platform: PlatformSource): Promise<string> {
  const earlier = (await listServiceKeys(platform)).filter(
    ({ name, owner: of, revokedAt }) => name === KEY_NAME && of === OWNER && revokedAt === null,
  );
  for (const { id } of earlier) await revokeServiceKey(platform, id);
  const terms = { name: KEY_NAME, owner: OWNER, orgId: null, orgIds: null, scopes: SCOPES, expiresAt: null };
  return (await createServiceKey(platform, terms)).key;
}
