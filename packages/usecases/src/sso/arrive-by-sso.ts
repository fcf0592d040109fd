import {
  appendAudit,
  changeSso,
  changeSsoSettings,
  claimMembership,
  insertMember,
  lockSsoSettings,
  markMembership,
  readSsoSettings,
  recordSsoJoin,
  roleOf,
} from "@scrip/db/access";
import { inOrganization, inPlatform, type OrganizationsTx } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import type { Role } from "@scrip/domain/access";
import { checkOneMore } from "@scrip/domain/plans";
import { MEMBERS } from "@scrip/domain/plans/entitlements";
import { auditedBy } from "../access/audited-by.ts";
import type { CallOrigin, Deps } from "../deps.ts";
import { requireStanding, termsOf } from "../plans/entitlements/read-entitlements.ts";

type ArriveDeps = Pick<Deps, "homes" | "books">;

/** A person who has just signed in by the single sign-on of an organization. */
export interface SsoArrival {
  readonly orgId: string;
  readonly personId: string;
  readonly from: CallOrigin;
}

/**
 * What follows when a person has signed in by single sign-on: they join the organization with its default role, once,
 * if the plan has a seat; and the sign-in of an owner or administrator is the test of the set-up. Safe to repeat: the
 * next sign-in finishes what was interrupted.
 * @param now milliseconds since 1970
 * @returns the role in the organization; `null` for a person who was removed from it, or for whom it has no seat
 * @source docs/sso.md#joining
 */
export async function arriveBySso(deps: ArriveDeps, arrival: SsoArrival, now: number): Promise<Role | null> {
  const { homes } = deps;
  const { orgId, personId } = arrival;
  await inPlatform(homes.platform, (tx) => claimMembership(tx, personId, orgId));
  const role =
    (await roleOf(homes.organizations, orgId, personId)) ??
    (await inOrganization(homes.organizations, orgId, (tx) => joinOnce(deps, tx, arrival)));
  if (role !== null) await markMembership(homes.platform, personId, orgId);
  if (role === "owner" || role === "admin") await passTest(deps, arrival, now);
  return role;
}

/** Writes the row of a member, under the organization's lock, which the checks of its seats share. */
async function joinOnce(
  { books }: Pick<Deps, "books">,
  tx: OrganizationsTx,
  { orgId, personId, from }: SsoArrival,
): Promise<Role | null> {
  const organization = await lockOrganization(tx, orgId);
  if (organization === null || organization.isClosed) return null;
  const terms = await termsOf(books, await requireStanding(tx, orgId), tx);
  if (!checkOneMore(terms, MEMBERS, await takenSeats(tx, orgId)).ok) return null;
  if (!(await recordSsoJoin(tx, orgId, personId))) return null;
  const { defaultRole } = await lockSsoSettings(tx, orgId);
  const role = defaultRole as Role;
  await insertMember(tx, { orgId, personId, role });
  await appendAudit(tx, orgId, {
    ...auditedBy({ actor: { type: "member", id: personId }, from }),
    action: "member.joined",
    target: { type: "person", id: personId },
    outcome: "done",
    details: { role, by: "sso" },
  });
  return role;
}

/** Members, and invitations that can still be accepted. */
async function takenSeats(tx: OrganizationsTx, orgId: string): Promise<number> {
  const [seats] = await tx.query<{ taken: number }[]>(
    `SELECT ((SELECT count(*) FROM members WHERE org_id = $1)
      + (SELECT count(*) FROM invitations WHERE org_id = $1 AND state = 'open' AND expires_at > clock_timestamp()))::int
      AS taken`,
    [orgId],
  );
  return seats?.taken ?? 0;
}

/** Marks the present settings as tested. */
async function passTest({ homes }: ArriveDeps, { orgId, personId, from }: SsoArrival, now: number): Promise<void> {
  const { issuer, testedAt } = await readSsoSettings(homes.organizations, orgId);
  if (issuer === null || testedAt !== null) return;
  await changeSso(homes, orgId, async (tx) => {
    const settings = await lockSsoSettings(tx, orgId);
    // Another provider was set while the person signed in, or another sign-in passed the test.
    if (settings.issuer !== issuer || settings.testedAt !== null) return;
    await changeSsoSettings(tx, orgId, { testedAt: new Date(now) });
    await appendAudit(tx, orgId, {
      ...auditedBy({ actor: { type: "member", id: personId }, from }),
      action: "sso.tested",
      outcome: "done",
    });
  });
}
