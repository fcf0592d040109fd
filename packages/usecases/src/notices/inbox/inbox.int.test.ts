import { type EventContent, type EventKind, eventSpec, parseEvent } from "@scrip/contract/notices/events";
import type { Person } from "@scrip/db/access";
import { inOrganization } from "@scrip/db/connection";
import { lockOrganization } from "@scrip/db/organizations";
import { listChoices } from "@scrip/db/read/notices/list-choices";
import { listNotices } from "@scrip/db/read/notices/list-notices";
import { unreadNotices } from "@scrip/db/read/notices/unread-notices";
import { expect, it } from "vitest";
import { leaveOrganization } from "../../access/change-member.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { aTeam, type Team } from "../../testing/a-team.ts";
import { sendNotice } from "../fan-out/send-notice.ts";
import { sendMail } from "../send-mail.ts";
import { writeNotice } from "../write-notice.ts";
import { chooseMails } from "./choose-mails.ts";
import { markRead } from "./mark-read.ts";

const scenario = await aScenario();
const { deps, database } = scenario;
const { homes } = deps;
const owner = await database.open("owner");
const worker = await database.open("worker");

const example = (kind: EventKind): EventContent => parseEvent(kind, eventSpec(kind).example);

/** Writes a notice, as the transaction of its cause does. @returns its id */
async function notice({ orgId }: Team, kind: EventKind): Promise<string> {
  await inOrganization(homes.organizations, orgId, async (tx) => {
    const organization = await lockOrganization(tx, orgId);
    if (organization !== null) await writeNotice(tx, organization, example(kind));
  });
  const [row] = await owner.query<{ id: string }[]>(
    "SELECT id FROM notices WHERE org_id = $1 ORDER BY id DESC LIMIT 1",
    [orgId],
  );
  return row?.id ?? "";
}

const fanOut = ({ orgId }: Team, id: string): Promise<void> =>
  sendNotice({ homes: worker, origin: "https://scrip.example.com" }, {
    orgId,
    kind: "send_notice",
    refId: id,
    onTestClock: false,
    dueAt: 0,
  } as Parameters<typeof sendNotice>[1]);

const of = ({ orgId }: Team, { id: personId }: Person) => ({ orgId, personId });
const unread = (team: Team, person: Person) => unreadNotices(homes.organizations, of(team, person));
const kindsOf = async (team: Team, person: Person, filter = {}): Promise<EventKind[]> => {
  const { notices } = await listNotices(homes.organizations, of(team, person), filter, { limit: 50 });
  return notices.map(({ kind }) => kind);
};
/** The addresses that have a mail about alerts, sorted. */
const mailed = async ({ orgId }: Team): Promise<string[]> => {
  const rows = await owner.query<{ to_address: string }[]>(
    "SELECT to_address FROM mails WHERE org_id = $1 AND kind = 'alert' ORDER BY to_address",
    [orgId],
  );
  return rows.map(({ to_address: to }) => to);
};

it("has the kinds that the role may see, newest first, in pages", async () => {
  const team = await aTeam(scenario);
  const viewer = await team.aMember("viewer");
  const before = (await kindsOf(team, team.owner)).length;
  await notice(team, "balance.low");
  await notice(team, "topup.failed");
  await notice(team, "job.should_pause");
  expect(await kindsOf(team, viewer)).toEqual(["job.should_pause", "balance.low"]);
  expect((await kindsOf(team, team.owner)).slice(0, 3)).toEqual(["job.should_pause", "topup.failed", "balance.low"]);
  expect(await kindsOf(team, viewer, { kinds: ["balance.low", "topup.failed"] })).toEqual(["balance.low"]);

  const read = (window: object) => listNotices(homes.organizations, of(team, team.owner), {}, { limit: 2, ...window });
  const first = await read({});
  expect(first.notices).toHaveLength(2);
  const second = await read({ before: first.next, limit: 200 });
  expect(second.notices).toHaveLength(1 + before);
  expect(second.next).toBeNull();
});

it("counts what a member has not read: one mark, all marks, and nothing from before the member joined", async () => {
  const team = await aTeam(scenario);
  const member = await team.aMember("member");
  const first = await notice(team, "balance.low");
  const second = await notice(team, "job.should_pause");
  const third = await notice(team, "balance.restored");
  expect(await unread(team, member)).toEqual({ count: 3, newestUrgent: second });

  const mark = { notice: second, andOlder: false };
  for (let n = 0; n < 2; n += 1) await markRead(deps, team.as(member), mark);
  expect(await unread(team, member)).toEqual({ count: 2, newestUrgent: null });
  expect(await kindsOf(team, member, { isUnread: true })).toEqual(["balance.restored", "balance.low"]);

  await markRead(deps, team.as(member), { notice: first, andOlder: true });
  expect(await kindsOf(team, member, { isUnread: true })).toEqual(["balance.restored"]);
  await markRead(deps, team.as(member), { notice: third, andOlder: true });
  // An earlier mark that arrives late takes nothing back.
  await markRead(deps, team.as(member), { notice: first, andOlder: true });
  expect(await unread(team, member)).toEqual({ count: 0, newestUrgent: null });
  // The owner has read nothing.
  expect((await unread(team, team.owner)).count).toBeGreaterThanOrEqual(3);

  const late = await team.aMember("member");
  expect((await unread(team, late)).count).toBe(0);
  await notice(team, "balance.low");
  expect((await unread(team, late)).count).toBe(1);
});

it("keeps the latest 500 single marks", async () => {
  const team = await aTeam(scenario);
  const mark = (n: number) => `00000000-0000-7000-8000-${n.toString().padStart(12, "0")}`;
  for (let n = 0; n < 510; n += 1) await markRead(deps, team.as(team.owner), { notice: mark(n), andOlder: false });
  const [{ ids }] = await owner.query<[{ ids: string[] }]>(
    "SELECT read_ids AS ids FROM notice_reads WHERE org_id = $1",
    [team.orgId],
  );
  expect(ids.toSorted()).toEqual(Array.from({ length: 500 }, (_, n) => mark(n + 10)));
});

it("mails each member who wants it once, when many workers fan out the same notice at the same time", async () => {
  const team = await aTeam(scenario);
  const viewer = await team.aMember("viewer");
  const id = await notice(team, "balance.low");
  await Promise.all(Array.from({ length: 8 }, () => fanOut(team, id)));
  await fanOut(team, id);
  expect(await mailed(team)).toEqual([team.owner.email, viewer.email].toSorted());
});

it("mails nobody who switched a kind off, and the inbox has it all the same", async () => {
  const team = await aTeam(scenario);
  const viewer = await team.aMember("viewer");
  await chooseMails(deps, team.as(viewer), { kinds: ["balance.low", "balance.restored"], email: false });
  await chooseMails(deps, team.as(viewer), { kinds: ["balance.restored"], email: true });
  const choices = await listChoices(homes.organizations, of(team, viewer));
  expect(choices.find(({ kind }) => kind === "balance.low")).toEqual({
    kind: "balance.low",
    email: false,
    isDefault: false,
  });
  expect(choices.find(({ kind }) => kind === "balance.restored")).toMatchObject({ email: true, isDefault: true });
  expect(choices.some(({ kind }) => kind === "topup.failed")).toBe(false);

  await fanOut(team, await notice(team, "balance.low"));
  expect(await mailed(team)).toEqual([team.owner.email]);
  expect(await kindsOf(team, viewer, { isUnread: true })).toEqual(["balance.low"]);
  await fanOut(team, await notice(team, "balance.restored"));
  expect(await mailed(team)).toEqual([team.owner.email, team.owner.email, viewer.email].toSorted());
});

it("sends no mail to a member who left after it was queued, and forgets what they chose and read", async () => {
  const team = await aTeam(scenario);
  const member = await team.aMember("member");
  await chooseMails(deps, team.as(member), { kinds: ["balance.restored"], email: false });
  const id = await notice(team, "balance.low");
  await markRead(deps, team.as(member), { notice: id, andOlder: true });
  await fanOut(team, id);
  await leaveOrganization(deps, team.as(member));
  const sent: string[] = [];
  const mails = { send: async ({ to }: { readonly to: string }) => void sent.push(to) };
  const queued = await owner.query<{ id: string }[]>("SELECT id FROM mails WHERE org_id = $1 AND kind = 'alert'", [
    team.orgId,
  ]);
  for (const mail of queued) await sendMail({ homes: worker, mails }, mail.id);
  expect(sent).toEqual([team.owner.email]);
  for (const table of ["notice_choices", "notice_reads"])
    expect(await owner.query(`SELECT 1 FROM ${table} WHERE person_id = $1`, [member.id])).toEqual([]);

  await fanOut(team, await notice(team, "balance.exhausted"));
  expect(await mailed(team)).toEqual([member.email, team.owner.email, team.owner.email].toSorted());
});
