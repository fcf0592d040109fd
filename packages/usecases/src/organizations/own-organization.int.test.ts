import { randomUUID } from "node:crypto";
import { membershipsOf, type Person } from "@scrip/db/access";
import { getOrganization } from "@scrip/db/organizations";
import { MOST_OWN_ORGANIZATIONS } from "@scrip/domain/organizations";
import { describe, expect, it } from "vitest";
import { acceptInvitation } from "../access/accept-invitation.ts";
import { grantSignupCredit } from "../access/grant-signup-credit.ts";
import { inviteMember } from "../access/invite-member.ts";
import { FROM_WITHIN } from "../deps.ts";
import { completeJob } from "../jobs/finish-job.ts";
import { aScenario } from "../testing/a-scenario.ts";
import { aTeam, ORIGIN, tokenTo } from "../testing/a-team.ts";
import { Organization } from "../testing/organization.ts";
import { closeOrganization } from "./close-organization.ts";
import { createOrganization } from "./create-organization.ts";
import { createOwn } from "./create-own.ts";
import { getOrganizationDetails } from "./get-organization.ts";
import { renameOrganization } from "./rename-organization.ts";
import { setPlan } from "./set-plan.ts";
import { welcomePerson } from "./welcome-person.ts";

const scenario = await aScenario();
const { deps, database, aPerson, runPlatformWork } = scenario;
const owner = await database.open("owner");
const refusedWith = (code: string, data?: object) => ({ refusal: { code, ...(data !== undefined && { data }) } });
const create = ({ id }: Person, name: string, idempotencyKey = randomUUID()) =>
  createOwn(deps, { personId: id, from: FROM_WITHIN }, { name, idempotencyKey });
const of = async ({ id }: Person) => (await membershipsOf(deps.homes, id)).members;
const availableOf = async (orgId: string) => (await getOrganization(deps.homes.organizations, orgId))?.available;

/** The signup grants of all organizations of a person. */
const creditOf = async (person: Person) =>
  (await Promise.all((await of(person)).map(({ orgId }) => availableOf(orgId)))).filter((amount) => amount !== 0n);

describe("an organization of a person", () => {
  it("has its creator as the owner, and is created once under a key", async () => {
    const person = await aPerson();
    const key = randomUUID();
    const made = await Promise.all(Array.from({ length: 5 }, () => create(person, "Lab", key)));
    expect(new Set(made.map(({ orgId }) => orgId)).size).toBe(1);
    expect(await of(person)).toMatchObject([{ name: "Lab", role: "owner", plan: "free", isPersonal: false }]);
    await expect(create(person, "Other", key)).rejects.toMatchObject(refusedWith("key_reused"));
    await expect(create(person, "Lab")).rejects.toMatchObject(refusedWith("name_taken", { name: "Lab" }));
    // Another person may use the name.
    await create(await aPerson(), "Lab");
  });

  it("is one of at most twenty", async () => {
    const person = await aPerson();
    for (let n = 0; n < MOST_OWN_ORGANIZATIONS; n += 1) await create(person, `Lab ${n}`);
    await expect(create(person, "One more")).rejects.toMatchObject(
      refusedWith("too_many_organizations", { limit: MOST_OWN_ORGANIZATIONS }),
    );
  });

  it("is renamed in both homes; the old name is free again, and a taken name is refused", async () => {
    const team = await aTeam(scenario);
    const name = `Name ${randomUUID()}`;
    const other = `Name ${randomUUID()}`;
    await renameOrganization(deps, team.as(team.owner), { name });
    const second = await create(team.owner, other);
    await expect(renameOrganization(deps, team.as(team.owner), { name: other })).rejects.toMatchObject(
      refusedWith("name_taken", { name: other }),
    );
    await Promise.all(
      ["a", "b", "c"].map((end) => renameOrganization(deps, team.as(team.owner), { name: name + end })),
    );
    const { name: now } = await getOrganizationDetails(deps, team.orgId);
    expect((await of(team.owner)).map((each) => each.name)).toEqual([now, other]);
    expect(second.name).toBe(other);
    const member = await team.aMember();
    await expect(renameOrganization(deps, team.as(member), { name: "Mine" })).rejects.toMatchObject(
      refusedWith("permission_missing"),
    );
  });
});

describe("a new person", () => {
  it("gets a personal organization with their name once, however often they are welcomed", async () => {
    const person = await aPerson({ name: "Lin Chen", isVerified: false });
    await create(person, "Lin Chen");
    await Promise.all(Array.from({ length: 4 }, () => welcomePerson(deps, person.id)));
    expect(await of(person)).toMatchObject([
      { name: "Lin Chen", isPersonal: false },
      { name: "Lin Chen 2", isPersonal: true, role: "owner", plan: "free" },
    ]);
    await runPlatformWork();
    expect(await creditOf(person)).toEqual([]);
  });

  it("L25 G9 gets $5.00 for 30 days once, when their address is verified, in the personal organization", async () => {
    const person = await aPerson({ isVerified: false });
    await create(person, "First");
    await welcomePerson(deps, person.id);
    await owner.query('UPDATE auth."user" SET email_verified = true WHERE id = $1', [person.id]);
    await Promise.all(Array.from({ length: 6 }, () => grantSignupCredit(deps, person.id)));
    await runPlatformWork();
    const [first, personal] = await of(person);
    expect(personal?.isPersonal).toBe(true);
    expect([await availableOf(first?.orgId ?? ""), await availableOf(personal?.orgId ?? "")]).toEqual([0n, 5_000_000n]);
    const [grant] = await owner.query(
      `SELECT source, kind, business_key, round(extract(epoch FROM expires_at - effective_at) / 86400)::int AS days
        FROM grants WHERE org_id = $1`,
      [personal?.orgId],
    );
    expect(grant).toEqual({ source: "signup", kind: "promotional", business_key: `signup:${person.id}`, days: 30 });
  });

  it("L25 G9 farming: one grant for a mailbox, whatever its tag, dots, case or number of accounts", async () => {
    const mailbox = randomUUID().slice(0, 8);
    const addresses = [`${mailbox}@gmail.com`, `${mailbox.slice(0, 3)}.${mailbox.slice(3)}@gmail.com`];
    const people = await Promise.all(
      [...addresses, `${mailbox}+a@googlemail.com`, `${mailbox}+b@gmail.com`].map((email) => aPerson({ email })),
    );
    await Promise.all(people.map(({ id }) => welcomePerson(deps, id)));
    await Promise.all(people.map(({ id }) => grantSignupCredit(deps, id)));
    await runPlatformWork();
    const credit = await Promise.all(people.map(creditOf));
    expect(credit.flat()).toEqual([5_000_000n]);
  });

  it("L25 gets no second credit with another address", async () => {
    const person = await aPerson();
    await welcomePerson(deps, person.id);
    await grantSignupCredit(deps, person.id);
    await owner.query('UPDATE auth."user" SET email = $2 WHERE id = $1', [person.id, `${randomUUID()}@example.com`]);
    await grantSignupCredit(deps, person.id);
    expect(await creditOf(person)).toEqual([5_000_000n]);
  });
});

describe("an organization that a platform key makes", () => {
  const input = (ownerEmail: string) => ({ name: `Acme ${randomUUID()}`, idempotencyKey: randomUUID(), ownerEmail });
  const by = {
    owner: "tests",
    acting: { actor: { type: "system", id: null }, from: FROM_WITHIN },
    origin: ORIGIN,
  } as const;

  it("invites its owner by mail once, and has no owner until they accept; their credit comes once", async () => {
    const person = await aPerson();
    const wanted = input(person.email);
    const { orgId } = await createOrganization(deps, by, wanted);
    expect(await createOrganization(deps, by, wanted)).toMatchObject({ orgId });
    const mails = "SELECT count(*)::int AS n FROM mails WHERE to_address = $1";
    expect(await owner.query(mails, [person.email])).toEqual([{ n: 1 }]);
    expect(await owner.query("SELECT owner_email FROM organization_registry WHERE org_id = $1", [orgId])).toEqual([
      { owner_email: null },
    ]);
    await acceptInvitation(deps, person.id, await tokenTo(scenario, person.email), FROM_WITHIN);
    await runPlatformWork();
    // The sign-up gave the person an organization of their own, which has the credit.
    expect(await of(person)).toMatchObject([
      { orgId, role: "owner" },
      { isPersonal: true, role: "owner" },
    ]);
    expect(await creditOf(person)).toEqual([5_000_000n]);
  });

  it("L25 gets no credit if the owner had it before", async () => {
    const person = await aPerson();
    await welcomePerson(deps, person.id);
    await grantSignupCredit(deps, person.id);
    const { orgId } = await createOrganization(deps, by, input(person.email));
    await acceptInvitation(deps, person.id, await tokenTo(scenario, person.email), FROM_WITHIN);
    await runPlatformWork();
    expect(await availableOf(orgId)).toBe(0n);
    expect(await creditOf(person)).toEqual([5_000_000n]);
  });

  it("refuses another owner under the same key", async () => {
    const wanted = input("one@example.com");
    await createOrganization(deps, by, wanted);
    await expect(createOrganization(deps, by, { ...wanted, ownerEmail: "two@example.com" })).rejects.toMatchObject(
      refusedWith("key_reused"),
    );
  });
});

describe("the plan of an organization", () => {
  it("is set with a reason, of its own catalog only, and removes nobody", async () => {
    const team = await aTeam(scenario);
    await team.aMember();
    const operator = { orgId: team.orgId, actor: { type: "operator", id: randomUUID() }, from: FROM_WITHIN } as const;
    await expect(setPlan(deps, operator, { plan: "gold", reason: "?" })).rejects.toMatchObject(
      refusedWith("unknown_plan", { plan: "gold" }),
    );
    expect(await setPlan(deps, operator, { plan: "free", reason: "They asked." })).toEqual({ plan: "free" });
    expect(await getOrganizationDetails(deps, team.orgId)).toMatchObject({ plan: "free", planTitle: "Free" });
    expect(Object.keys(await team.roles())).toHaveLength(2);
    const [record] = await owner.query(
      `SELECT details FROM audit_entries JOIN audit_details USING (org_id, seq)
        WHERE org_id = $1 AND action = 'organization.plan_set' ORDER BY seq DESC LIMIT 1`,
      [team.orgId],
    );
    expect(record.details).toMatchObject({ reason: "They asked.", from: "pro", to: "free" });
  });
});

describe("a closed organization", () => {
  it("is closed only without debts, jobs and holds, and says what is in the way", async () => {
    const team = await aTeam(scenario, { plan: "enterprise" });
    const close = () => closeOrganization(deps, team.as(team.owner), { reason: "We are done." });
    const work = new Organization(deps, team.orgId, null);
    await work.grant("5.00");
    await work.start("train", { untilMs: 3_600_000 });
    await expect(close()).rejects.toMatchObject(refusedWith("organization_runs_work", { jobs: 1, holds: 0 }));
    expect(await getOrganizationDetails(deps, team.orgId)).toMatchObject({ blocksClosing: { jobs: 1, holds: 0 } });
    await work.settle("train", 0, null);
    await expect(close()).rejects.toMatchObject(refusedWith("organization_runs_work", { jobs: 1 }));
    await completeJob(deps, work.caller, { job: "train", quantityMs: 0, idempotencyKey: randomUUID() });
    await work.charge("6.00");
    await expect(close()).rejects.toMatchObject(refusedWith("organization_owes", { owed: "1000000" }));
    await work.grant("1.00");
    const admin = await team.aMember("admin");
    await expect(closeOrganization(deps, team.as(admin), { reason: "no" })).rejects.toMatchObject(
      refusedWith("permission_missing"),
    );
    await close();
    await expect(close()).rejects.toMatchObject(refusedWith("organization_closed"));
    expect((await getOrganizationDetails(deps, team.orgId)).closedAt).toEqual(expect.any(Number));
  });

  it("gets no work, no credit and no people, and is still read", async () => {
    const team = await aTeam(scenario, { plan: "enterprise" });
    const work = new Organization(deps, team.orgId, null);
    await work.grant("5.00");
    await closeOrganization(deps, team.as(team.owner), { reason: "We are done." });
    const closed = refusedWith("organization_closed");
    await expect(work.grant("5.00")).rejects.toMatchObject(closed);
    await expect(work.charge("1.00")).rejects.toMatchObject(closed);
    await expect(work.start("train", { untilMs: 3_600_000 })).rejects.toMatchObject(closed);
    const invite = { email: "new@example.com", role: "member" } as const;
    await expect(inviteMember(deps, team.as(team.owner), invite, ORIGIN)).rejects.toMatchObject(closed);
    await expect(renameOrganization(deps, team.as(team.owner), { name: "Other" })).rejects.toMatchObject(closed);
    await expect(team.setPlan("free")).rejects.toMatchObject(closed);
    expect(await availableOf(team.orgId)).toBe(5_000_000n);
  });

  it("C2 has no job that started after it was closed, however both race", async () => {
    for (let round = 0; round < 6; round += 1) {
      const team = await aTeam(scenario);
      const work = new Organization(deps, team.orgId, null);
      await work.grant("5.00");
      const [closed, started] = await Promise.allSettled([
        closeOrganization(deps, team.as(team.owner), { reason: "a race" }),
        work.start("train", { untilMs: 3_600_000 }),
      ]);
      expect([closed.status, started.status].filter((status) => status === "fulfilled")).toHaveLength(1);
    }
  });
});
