import { membershipsOf, organizationsOf, type Person, roleOf } from "@scrip/db/access";
import { describe, expect, it } from "vitest";
import { transferOrganization } from "../organizations/transfer-organization.ts";
import { aScenario } from "../testing/a-scenario.ts";
import { aTeam, type Team } from "../testing/a-team.ts";
import { leaveOrganization, removeMember, setRole } from "./change-member.ts";

const scenario = await aScenario();
const { deps, database, aPerson } = scenario;
const owner = await database.open("owner");

const refusedWith = (code: string) => ({ refusal: { code } });
const remove = (team: Team, by: Person, { id }: Person) => removeMember(deps, team.as(by), { person: id });
const transfer = (team: Team, by: Person, { id }: Person) => transferOrganization(deps, team.as(by), { to: id });
const ownersOf = async (team: Team) =>
  Object.entries(await team.roles()).flatMap(([id, role]) => (role === "owner" ? [id] : []));

describe("the owner", () => {
  it("cannot leave, be removed or take a lesser role", async () => {
    const team = await aTeam(scenario);
    const admin = await team.aMember("admin");
    const { owner: last } = team;
    await expect(leaveOrganization(deps, team.as(last))).rejects.toMatchObject(refusedWith("last_owner"));
    for (const by of [last, admin]) {
      await expect(remove(team, by, last)).rejects.toMatchObject(refusedWith("last_owner"));
      await expect(setRole(deps, team.as(by), { person: last.id, role: "admin" })).rejects.toMatchObject(
        refusedWith("last_owner"),
      );
    }
    expect(await ownersOf(team)).toEqual([last.id]);
  });

  it("is one: no change of a role makes a second one, and the database refuses it", async () => {
    const team = await aTeam(scenario);
    const admin = await team.aMember("admin");
    await expect(setRole(deps, team.as(team.owner), { person: admin.id, role: "owner" })).rejects.toMatchObject(
      refusedWith("owner_by_transfer"),
    );
    await expect(owner.query("UPDATE members SET role = 'owner' WHERE person_id = $1", [admin.id])).rejects.toThrow(
      "members_one_owner",
    );
  });

  it("transfers the ownership to a member, becomes an admin, and may leave then; both get a mail", async () => {
    const team = await aTeam(scenario);
    const next = await team.aMember("viewer");
    await expect(transfer(team, next, next)).rejects.toMatchObject(refusedWith("permission_missing"));
    await expect(transfer(team, team.owner, await aPerson())).rejects.toMatchObject(refusedWith("member_not_found"));
    await transfer(team, team.owner, next);
    expect(await team.roles()).toEqual({ [team.owner.id]: "admin", [next.id]: "owner" });
    const mails =
      "SELECT to_address, data ->> 'isToNewOwner' AS new FROM mails WHERE kind = 'owner_transferred' AND org_id = $1";
    expect(await owner.query(mails, [team.orgId])).toEqual(
      expect.arrayContaining([
        { to_address: next.email, new: "true" },
        { to_address: team.owner.email, new: "false" },
      ]),
    );
    await leaveOrganization(deps, team.as(team.owner));
    expect(await organizationsOf(deps.homes.platform, team.owner.id)).toEqual([]);
  });

  it("C2 is one after a transfer that races with the old owner's removal", async () => {
    for (let round = 0; round < 8; round += 1) {
      const team = await aTeam(scenario);
      const next = await team.aMember("member");
      const admin = await team.aMember("admin");
      const [moved, removed] = await Promise.allSettled([
        transfer(team, team.owner, next),
        remove(team, admin, team.owner),
      ]);
      expect(moved.status).toBe("fulfilled");
      // Before the transfer the owner cannot be removed; after it the admin that they are can.
      expect(removed).toMatchObject(
        removed.status === "rejected" ? { reason: refusedWith("last_owner") } : { status: "fulfilled" },
      );
      expect(await ownersOf(team)).toEqual([next.id]);
      expect(Object.keys(await team.roles())).toHaveLength(removed.status === "fulfilled" ? 2 : 3);
    }
  });

  it("C2 is one after ten transfers at once, and one after a transfer that races with the new owner's leaving", async () => {
    const team = await aTeam(scenario, { plan: "enterprise" });
    const members = await Promise.all(Array.from({ length: 10 }, () => team.aMember()));
    const moved = await Promise.allSettled(members.map((member) => transfer(team, team.owner, member)));
    expect(moved.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [first] = await ownersOf(team);
    const present = members.find(({ id }) => id === first) ?? team.owner;
    const other = members.find(({ id }) => id !== first) ?? team.owner;
    await Promise.allSettled([transfer(team, present, other), leaveOrganization(deps, team.as(other))]);
    expect(await ownersOf(team)).toHaveLength(1);
  });
});

describe("a member", () => {
  it("G3 has a role that owners and admins change, below their own", async () => {
    const team = await aTeam(scenario);
    const admin = await team.aMember("admin");
    const member = await team.aMember("member");
    await setRole(deps, team.as(admin), { person: member.id, role: "billing" });
    expect(await roleOf(deps.homes.organizations, team.orgId, member.id)).toBe("billing");
    await expect(setRole(deps, team.as(member), { person: admin.id, role: "viewer" })).rejects.toMatchObject(
      refusedWith("permission_missing"),
    );
    await expect(setRole(deps, team.as(admin), { person: (await aPerson()).id, role: "viewer" })).rejects.toMatchObject(
      refusedWith("member_not_found"),
    );
  });

  it("G1 is found in no other organization", async () => {
    const team = await aTeam(scenario);
    const other = await aTeam(scenario);
    const member = await other.aMember();
    await expect(remove(team, team.owner, member)).rejects.toMatchObject(refusedWith("member_not_found"));
    await expect(transfer(team, team.owner, member)).rejects.toMatchObject(refusedWith("member_not_found"));
    expect(await other.roles()).toHaveProperty(member.id);
  });

  it("who is removed is out at once, keeps other organizations, gets a mail, and can be invited again", async () => {
    const team = await aTeam(scenario);
    const other = await aTeam(scenario);
    const member = await team.aMember();
    await other.accept(member, await other.invite(member));
    await remove(team, team.owner, member);
    expect(await roleOf(deps.homes.organizations, team.orgId, member.id)).toBeNull();
    expect((await membershipsOf(deps.homes, member.id)).members).toMatchObject([
      { orgId: other.orgId, role: "member" },
    ]);
    await expect(remove(team, team.owner, member)).rejects.toMatchObject(refusedWith("member_not_found"));
    const mails = "SELECT kind FROM mails WHERE person_id = $1 AND kind = 'member_removed' AND org_id = $2";
    expect(await owner.query(mails, [member.id, team.orgId])).toHaveLength(1);
    await team.accept(member, await team.invite(member, "admin"));
    expect(await team.roles()).toMatchObject({ [member.id]: "admin" });
  });

  it("who acts while being removed is refused: the role is read again under the lock", async () => {
    const team = await aTeam(scenario);
    const admin = await team.aMember("admin");
    const acting = team.as(admin);
    await remove(team, team.owner, admin);
    await expect(removeMember(deps, acting, { person: team.owner.id })).rejects.toMatchObject(
      refusedWith("organization_not_found"),
    );
    await expect(leaveOrganization(deps, acting)).rejects.toMatchObject(refusedWith("organization_not_found"));
  });

  it("leaves a record of each change in the audit log", async () => {
    const team = await aTeam(scenario);
    const member = await team.aMember();
    await setRole(deps, team.as(team.owner), { person: member.id, role: "admin" });
    await transfer(team, team.owner, member);
    await remove(team, member, team.owner);
    const rows = await owner.query("SELECT action, actor_id FROM audit_entries WHERE org_id = $1 ORDER BY seq", [
      team.orgId,
    ]);
    expect(rows.map(({ action }: { action: string }) => action)).toEqual([
      "organization.created",
      "organization.plan_set",
      "member.invited",
      "member.joined",
      "member.role_changed",
      "owner.transferred",
      "member.removed",
    ]);
    expect(rows.at(-1)).toMatchObject({ actor_id: member.id });
  });
});
