import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CRASH_POINTS } from "@scrip/db/connection";
import { getOrganization } from "@scrip/db/organizations";
import { describe, expect, it } from "vitest";
import { welcomePerson } from "../organizations/welcome-person.ts";
import { aScenario } from "../testing/a-scenario.ts";
import { aTeam, type Team, tokenTo } from "../testing/a-team.ts";
import { type Act, runAct } from "./killed-steps.test-support.ts";
import { listMembers } from "./list-members.ts";

const scenario = await aScenario();
const { deps, database, aPerson, runPlatformWork } = scenario;
const owner = await database.open("owner");

const PROGRAM = fileURLToPath(new URL("./killed-steps.fixture.ts", import.meta.url));
const pointsOf = (...names: string[]) => CRASH_POINTS.filter((point) => names.includes(point));

/** Runs an act in a process that is killed at a point. After each test `verify` looks at the rows of both homes. */
async function killedAt(point: string, act: Act): Promise<void> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), point, `${deps.catalogVersion}`, JSON.stringify(act)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const [, signal] = await once(child, "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
}

/** Lets the worker finish what was interrupted. @returns the claims that are still open, mails left out */
async function swept(): Promise<unknown[]> {
  expect((await runPlatformWork()).failed).toEqual([]);
  // What the first sweep made due, such as signup credit.
  expect((await runPlatformWork()).failed).toEqual([]);
  return owner.query("SELECT kind, ref FROM platform_due WHERE kind <> 'send_mail'");
}

const emails = async (team: Team) =>
  (await listMembers(deps, team.as(team.owner))).members.map(({ email }) => email).sort();

describe.each(pointsOf("invitation.claimed", "invitation.made", "invitation.marked"))(
  "E1 an invitation killed at %s",
  (point) => {
    it("is sent with a link that is valid, by the worker or by the same call", async () => {
      for (const isRepeated of [false, true]) {
        const team = await aTeam(scenario);
        const guest = await aPerson();
        const act = { do: "invite", by: team.as(team.owner), email: guest.email, role: "viewer" } as const;
        await killedAt(point, act);
        if (isRepeated) await runAct(deps, act);
        expect(await swept()).toEqual([]);
        // Before its act there is nothing to finish, and nobody was told that it succeeded.
        if (point === "invitation.claimed" && !isRepeated) continue;
        await team.accept(guest, await tokenTo(scenario, guest.email));
        expect(await emails(team)).toEqual([team.owner.email, guest.email].sort());
      }
    });
  },
);

describe.each(pointsOf("member.claimed", "member.written", "member.marked"))(
  "E1 an acceptance killed at %s",
  (point) => {
    it("is finished once, by the worker or by the same call", async () => {
      for (const isRepeated of [false, true]) {
        const team = await aTeam(scenario);
        const guest = await aPerson();
        const act = { do: "accept", personId: guest.id, token: await team.invite(guest) } as const;
        await killedAt(point, act);
        if (isRepeated && point !== "member.marked") await runAct(deps, act);
        expect(await swept()).toEqual([]);
        expect(await emails(team)).toEqual([team.owner.email, guest.email].sort());
      }
    });

    it("is dropped if the plan has no seat left meanwhile, unless the member is written", async () => {
      const team = await aTeam(scenario);
      const guest = await aPerson();
      await killedAt(point, { do: "accept", personId: guest.id, token: await team.invite(guest) });
      await team.setPlan("free");
      expect(await swept()).toEqual([]);
      expect(await emails(team)).toHaveLength(point === "member.claimed" ? 1 : 2);
    });
  },
);

describe.each(pointsOf("member.end_claimed", "member.ended"))("E1 a removal killed at %s", (point) => {
  it("leaves the index and the row the same, and tells the person who is out", async () => {
    const team = await aTeam(scenario);
    const member = await team.aMember();
    const act = { do: "remove", by: team.as(team.owner), person: member.id } as const;
    await killedAt(point, act);
    expect(await swept()).toEqual([]);
    if (point === "member.end_claimed") await runAct(deps, act);
    expect(await emails(team)).toEqual([team.owner.email]);
    const mails = "SELECT kind FROM mails WHERE person_id = $1 AND kind = 'member_removed'";
    expect(await owner.query(mails, [member.id])).toHaveLength(1);
  });
});

describe.each([
  ["invitation.end_claimed", "fulfilled"],
  ["invitation.ended", "rejected"],
] as const)("E1 a withdrawal killed at %s", (point, outcome) => {
  it("leaves the token and the invitation the same", async () => {
    const team = await aTeam(scenario);
    const guest = await aPerson();
    const token = await team.invite(guest);
    const [invitation] = (await listMembers(deps, team.as(team.owner))).invitations;
    await killedAt(point, { do: "revoke", by: team.as(team.owner), invitation: invitation?.invitation ?? "" });
    expect(await swept()).toEqual([]);
    const refusal = { status: outcome, reason: { refusal: { code: "invitation_not_valid" } } };
    expect(await Promise.allSettled([team.accept(guest, token)])).toMatchObject([
      outcome === "rejected" ? refusal : { status: outcome },
    ]);
  });
});

describe.each(pointsOf("owner.claimed", "owner.changed"))("E1 a transfer killed at %s", (point) => {
  it("leaves one owner, and tells both if it was made", async () => {
    const team = await aTeam(scenario);
    const next = await team.aMember();
    await killedAt(point, { do: "transfer", by: team.as(team.owner), to: next.id });
    expect(await swept()).toEqual([]);
    const isMade = point === "owner.changed";
    expect((await team.roles())[next.id]).toBe(isMade ? "owner" : "member");
    const mails = "SELECT kind FROM mails WHERE kind = 'owner_transferred' AND org_id = $1";
    expect(await owner.query(mails, [team.orgId])).toHaveLength(isMade ? 2 : 0);
  });
});

describe.each(pointsOf("name.claimed", "name.written"))("E1 a change of a name killed at %s", (point) => {
  it("is finished in both homes", async () => {
    const team = await aTeam(scenario);
    const name = `Renamed ${team.orgId}`;
    await killedAt(point, { do: "rename", by: team.as(team.owner), name });
    expect(await swept()).toEqual([]);
    expect((await getOrganization(deps.homes.organizations, team.orgId))?.name).toBe(name);
  });
});

describe.each(pointsOf("signup.claimed", "signup.granted"))("E1 L25 a signup credit killed at %s", (point) => {
  it("is granted once", async () => {
    const person = await aPerson();
    await welcomePerson(deps, person.id);
    await killedAt(point, { do: "credit", personId: person.id });
    expect(await swept()).toEqual([]);
    const grants = "SELECT amount::text FROM grants WHERE business_key = $1";
    expect(await owner.query(grants, [`signup:${person.id}`])).toEqual([{ amount: "5000000" }]);
  });
});

describe.each(pointsOf("erasure.claimed", "erasure.left", "erasure.unlogged", "erasure.done"))(
  "E1 an erasure killed at %s",
  (point) => {
    it("is finished: the name, the address and the memberships are gone", async () => {
      const [team, other] = await Promise.all([aTeam(scenario), aTeam(scenario)]);
      const person = await team.aMember();
      await other.accept(person, await other.invite(person));
      await killedAt(point, { do: "erase", personId: person.id });
      expect(await swept()).toEqual([]);
      expect([await team.roles(), await other.roles()].some((roles) => person.id in roles)).toBe(false);
      expect(await owner.query("SELECT email FROM invitations WHERE email = $1", [person.email])).toEqual([]);
      expect(await owner.query('SELECT name FROM auth."user" WHERE id = $1', [person.id])).not.toEqual([
        { name: person.name },
      ]);
    });
  },
);
