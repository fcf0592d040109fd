import { randomUUIDv7 } from "node:crypto";
import { checkDomainTomorrow, endDomainChecks, findPeople, organizationOfDomain, ownerOf } from "@scrip/db/access";
import { type Homes, inPlatform } from "@scrip/db/connection";
import { queueMail } from "@scrip/db/notices";
import { getOrganization } from "@scrip/db/organizations";
import type { ProofChange } from "@scrip/domain/sso";
import { lookUpDomain } from "./check-domain.ts";
import type { IdentityTools } from "./identity-tools.ts";
import { noticeCertificate } from "./notice-certificate.ts";

/** The dependencies of the daily look-ups, of the worker's role. */
export interface CheckAgainDeps {
  readonly homes: Homes;
  readonly findTxt?: IdentityTools["findTxt"];
  /** The origin of the server in browsers, for the link in a mail; without it no mail is sent. */
  readonly origin?: string | null;
}

/**
 * Looks up the record of a proved domain again, each day. While the record is missing, the owner gets a mail each day;
 * after seven days the proof ends, and with it forced sign-in. A certificate of the identity provider that is about to expire
 * is notified once. Safe to run twice.
 * @param now milliseconds since 1970
 * @source docs/sso.md#domains
 */
export async function checkDomainAgain(
  { homes, findTxt, origin = null }: CheckAgainDeps,
  domain: string,
  now = Date.now(),
): Promise<void> {
  if (findTxt === undefined) return;
  const orgId = await organizationOfDomain(homes.platform, domain);
  if (orgId === null) return endDomainChecks(homes.platform, domain);
  const change = await lookUpDomain({ homes, identity: { findTxt } }, { orgId, domain }, now, {
    actor: { type: "system", id: null },
  });
  await noticeCertificate(homes, { orgId, domain }, now);
  await report(homes, { orgId, domain, origin }, change);
}

interface Reported {
  readonly orgId: string;
  readonly domain: string;
  readonly origin: string | null;
}

/** Tells the owner what is wrong, and puts the next look-up off, in one transaction. */
async function report(homes: Homes, { orgId, domain, origin }: Reported, change: ProofChange): Promise<void> {
  const problem = problemOf(change);
  const owner = await ownerOf(homes.organizations, orgId);
  const person = owner === null ? undefined : (await findPeople(homes.platform, [owner])).get(owner);
  const organization = await getOrganization(homes.organizations, orgId);
  await inPlatform(homes.platform, async (tx) => {
    await checkDomainTomorrow(tx, domain);
    if (problem === null || origin === null || person === undefined || organization === undefined) return;
    await queueMail(tx, {
      id: randomUUIDv7(),
      kind: "sso_broken",
      to: person.email,
      orgId,
      personId: person.id,
      data: { url: `${origin}/o/org_${orgId}/settings/sso`, organization: organization.name, domain, problem },
    });
  });
}

function problemOf(change: ProofChange): string | null {
  if (change === "lost" || change === "still_lost")
    return "The DNS record of the domain is gone. Put it back within seven days.";
  if (change === "withdrawn")
    return "The DNS record of the domain was gone for seven days, so the domain is no longer proved.";
  return null;
}
