import { randomUUID } from "node:crypto";
import { organizationsOf, type Person, roleOf } from "@scrip/db/access";
import { describe, expect, it } from "vitest";
import { FROM_WITHIN } from "../deps.ts";
import { closeOrganization } from "../organizations/close-organization.ts";
import { aScenario } from "../testing/a-scenario.ts";
import { aTeam, ORIGIN, type Team, tokenTo } from "../testing/a-team.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { removeMember } from "./change-member.ts";
import { declineInvitation, revokeInvitation } from "./end-invitation.ts";
import { inviteMember, sendInvitationAgain } from "./invite-member.ts";
import { listMembers } from "./list-members.ts";
import { lookAtInvitation } from "./look-at-invitation.ts";

const scenario = await aScenario();
const { deps, database, aPerson } = scenario;
const owner = await database.open("owner");

const accept = ({ id }: Person, token: string) => acceptInvitation(deps, id, token, FROM_WITHIN);
const listed = (team: Team) => listMembers(deps, team.as(team.owner));
const refusedWith = (code: string, data?: object) => ({ refusal: { code, ...(data !== undefined && { data }) } });
const NOT_VALID = refusedWith("invitation_not_valid");

describe("an invitation", () => {
  it("offers an organization and a role by mail, and makes the invited person a member", async () => {
    const team = await aTeam(scenario, { owner: await aPerson({ name: "Ola Nordmann" }) });
    const guest = await aPerson({ name: "Guest" });
    const token = await team.invite(guest, "billing");
    const offered = await lookAtInvitation(deps, token, FROM_WITHIN);
    expect(offered).toMatchObject({ role: "billing", inviter: "Ola Nordmann", email: guest.email });
    expect(offered.expiresAt - Date.now()).toBeGreaterThan(13.9 * 86_400_000);

    expect(await accept(guest, token)).toEqual({ orgId: team.orgId, role: "billing" });
    expect(await roleOf(deps.homes.organizations, team.orgId, guest.id)).toBe("billing");
    expect(await organizationsOf(deps.homes.platform, guest.id)).toMatchObject([{ orgId: team.orgId }]);
    expect(await listed(team)).toMatchObject({
      members: [
        { person: team.owner.id, role: "owner", isYou: true },
        { person: guest.id, name: "Guest", email: guest.email, role: "billing", isYou: false },
      ],
      invitations: [],
      seats: { used: 2, limit: 5 },
    });
    await expect(accept(guest, token)).rejects.toMatchObject(NOT_VALID);
  });

  it("is compared by the normalized address, whatever its case", async () => {
    const team = await aTeam(scenario);
    const guest = await aPerson();
    const shouted = guest.email.toUpperCase();
    await expect(
      inviteMember(deps, team.as(team.owner), { email: shouted.toLowerCase(), role: "viewer" }, ORIGIN),
    ).resolves.toMatchObject({ email: guest.email });
    await expect(accept(guest, await tokenTo(scenario, guest.email))).resolves.toMatchObject({ role: "viewer" });
  });

  it("gives one answer for every link that is not valid", async () => {
    const team = await aTeam(scenario);
    const [revoked, rotated, expired, declined] = await Promise.all(Array.from({ length: 4 }, () => aPerson()));
    if (!revoked || !rotated || !expired || !declined) throw new Error("no people");
    const links = new Map<Person, string>();
    for (const person of [revoked, rotated, expired, declined]) links.set(person, await team.invite(person));
    const { invitations } = await listed(team);
    const idOf = ({ email }: Person) => invitations.find((each) => each.email === email)?.invitation ?? "";
    await revokeInvitation(deps, team.as(team.owner), idOf(revoked));
    await sendInvitationAgain(deps, team.as(team.owner), idOf(rotated), ORIGIN);
    await declineInvitation(deps, declined.id, links.get(declined) ?? "", FROM_WITHIN);
    await owner.query(
      "UPDATE invitations SET sent_at = now() - interval '15 days', expires_at = now() - interval '1 day' WHERE id = $1",
      [idOf(expired)],
    );
    for (const [person, link] of links) {
      await expect(lookAtInvitation(deps, link, FROM_WITHIN)).rejects.toMatchObject(NOT_VALID);
      await expect(accept(person, link)).rejects.toMatchObject(NOT_VALID);
    }
    for (const link of ["", "x".repeat(43), `${randomUUID()}`]) {
      await expect(lookAtInvitation(deps, link, FROM_WITHIN)).rejects.toMatchObject(NOT_VALID);
      await expect(accept(revoked, link)).rejects.toMatchObject(NOT_VALID);
    }
    // The new link of the rotated one is valid.
    await accept(rotated, await tokenTo(scenario, rotated.email));
    expect((await listed(team)).seats).toEqual({ used: 2, limit: 5 });
  });

  it("is refused to another person, to an address that is not verified, and to a member", async () => {
    const team = await aTeam(scenario);
    const guest = await aPerson({ isVerified: false });
    const stranger = await aPerson();
    const token = await team.invite(guest);
    await expect(accept(stranger, token)).rejects.toMatchObject(refusedWith("invitation_for_another"));
    await expect(accept(guest, token)).rejects.toMatchObject(refusedWith("email_not_verified"));
    await owner.query('UPDATE auth."user" SET email_verified = true WHERE id = $1', [guest.id]);
    await accept(guest, token);
    await expect(team.invite(guest)).rejects.toMatchObject(refusedWith("already_member"));
    await expect(team.invite(team.owner)).rejects.toMatchObject(refusedWith("already_member"));
  });

  it("is sent again to the same address: one invitation, one seat, the last link counts", async () => {
    const team = await aTeam(scenario);
    const guest = await aPerson();
    const first = await team.invite(guest, "viewer");
    const second = await team.invite(guest, "admin");
    await expect(accept(guest, first)).rejects.toMatchObject(NOT_VALID);
    expect((await listed(team)).invitations).toMatchObject([{ email: guest.email, role: "admin" }]);
    expect(await accept(guest, second)).toMatchObject({ role: "admin" });
  });

  it("G3 is sent by owners and admins only, and never makes an owner", async () => {
    const team = await aTeam(scenario);
    const member = await team.aMember("member");
    const admin = await team.aMember("admin");
    const wanted = { email: "new@example.com", role: "member" } as const;
    await expect(inviteMember(deps, team.as(member), wanted, ORIGIN)).rejects.toMatchObject(
      refusedWith("permission_missing", { permission: "members:write", role: "member" }),
    );
    await expect(inviteMember(deps, team.as(admin), { ...wanted, role: "owner" }, ORIGIN)).rejects.toMatchObject(
      refusedWith("owner_by_transfer"),
    );
    await expect(inviteMember(deps, team.as(await aPerson()), wanted, ORIGIN)).rejects.toMatchObject(
      refusedWith("organization_not_found"),
    );
    await inviteMember(deps, team.as(admin), wanted, ORIGIN);
  });

  it("ends with the organization", async () => {
    const team = await aTeam(scenario);
    const guest = await aPerson();
    const token = await team.invite(guest);
    await closeOrganization(deps, team.as(team.owner), { reason: "done" });
    await expect(accept(guest, token)).rejects.toMatchObject(refusedWith("organization_closed"));
    await expect(team.invite(guest)).rejects.toMatchObject(refusedWith("organization_closed"));
  });
});

describe("the seats of a plan", () => {
  it("Pro (5 seats), 3 members: 2 invitations pass, the third is refused; both accepted at once: 5 members", async () => {
    const team = await aTeam(scenario);
    await team.aMember();
    await team.aMember();
    const guests = [await aPerson(), await aPerson()];
    const links: string[] = [];
    for (const guest of guests) links.push(await team.invite(guest));
    await expect(team.invite(await aPerson())).rejects.toMatchObject(
      refusedWith("limit_reached", { entitlement: "members", limit: 5, used: 5, plan: "enterprise" }),
    );
    await Promise.all(guests.map((guest, n) => accept(guest, links[n] ?? "")));
    expect(Object.keys(await team.roles())).toHaveLength(5);
    await expect(team.invite(await aPerson())).rejects.toMatchObject(refusedWith("limit_reached"));
  });

  it("C2 are taken by one of ten that are invited at once to the last seat", async () => {
    const team = await aTeam(scenario);
    for (let n = 0; n < 3; n += 1) await team.aMember();
    const guests = await Promise.all(Array.from({ length: 10 }, () => aPerson()));
    const invited = await Promise.allSettled(guests.map((guest) => team.invite(guest)));
    expect(invited.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await listed(team)).seats).toEqual({ used: 5, limit: 5 });
  });

  it("the plan ends (1 seat) while an invitation is open: accepting is refused with the reason, nobody is removed", async () => {
    const team = await aTeam(scenario);
    await team.aMember();
    const guest = await aPerson();
    const token = await team.invite(guest);
    await team.setPlan("free");
    await expect(accept(guest, token)).rejects.toMatchObject(
      refusedWith("limit_reached", { entitlement: "members", limit: 1, used: 2, plan: "pro" }),
    );
    expect(Object.keys(await team.roles())).toHaveLength(2);
    expect(await organizationsOf(deps.homes.platform, guest.id)).toEqual([]);
    // The link stands: it is good once there is a seat again.
    await team.setPlan("pro");
    await accept(guest, token);
  });

  it("are free again after an invitation is withdrawn or expires, and after a member leaves", async () => {
    const team = await aTeam(scenario);
    const member = await team.aMember();
    const guests = [await aPerson(), await aPerson(), await aPerson()];
    for (const guest of guests) await team.invite(guest);
    await expect(team.invite(await aPerson())).rejects.toMatchObject(refusedWith("limit_reached"));
    const [withdrawn] = (await listed(team)).invitations;
    await revokeInvitation(deps, team.as(team.owner), withdrawn?.invitation ?? "");
    await team.invite(await aPerson());
    await owner.query(
      "UPDATE invitations SET sent_at = now() - interval '15 days', expires_at = now() WHERE email = $1",
      [guests[0]?.email],
    );
    await team.invite(await aPerson());
    await removeMember(deps, team.as(team.owner), { person: member.id });
    await team.invite(await aPerson());
    await expect(team.invite(await aPerson())).rejects.toMatchObject(refusedWith("limit_reached"));
  });
});
