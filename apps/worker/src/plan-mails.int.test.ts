import { randomUUID } from "node:crypto";
import type { Role } from "@scrip/domain/access";
import { join, writeMember } from "@scrip/usecases/access/join";
import { type Caller, FROM_WITHIN } from "@scrip/usecases/deps";
import { PlanDriver, ScriptedPayments } from "@scrip/usecases/plans/a-plan.test-support";
import { createContract, endContract } from "@scrip/usecases/plans/contracts";
import { importSubscription } from "@scrip/usecases/plans/import-subscription";
import { aScenario, NOON } from "@scrip/usecases/testing/a-scenario";
import { expect, it, vi } from "vitest";
import { aMailServer, type MailServer } from "./testing/a-mail-server.ts";
import { aWorker } from "./testing/a-worker.ts";

// Processes start slowly on a busy machine. No test measures that time.
vi.setConfig({ testTimeout: 240_000 });

const { deps, database, anOrganization, aPerson } = await aScenario();
const owner = await database.open("owner");
const until = (holds: () => Promise<void>): Promise<void> => vi.waitFor(holds, { timeout: 120_000, interval: 20 });

/** In the future: nobody gets a mail about the past of a test clock. */
const FROM = Date.parse("2200-01-15T10:00:00Z");

const mailing = ({ url }: MailServer) => ({
  SCRIP_SMTP_URL: url,
  SCRIP_MAIL_FROM: "Scrip <credit@example.com>",
  SCRIP_ORIGIN: "https://scrip.example.com",
});

/** An organization on a test clock with a member of each role, which is the local part of their address. */
async function aTeam({ clockAt = FROM }: { clockAt?: number } = {}) {
  const { orgId } = await anOrganization({ clockAt });
  for (const role of ["owner", "admin", "billing", "member", "viewer"] satisfies Role[]) {
    const { id: personId } = await aPerson({ email: `${role}@${orgId}.example.com` });
    await join(deps.homes, { orgId, personId, invitationId: null }, async (tx) => {
      await writeMember(tx, { orgId, personId, role, from: FROM_WITHIN, target: { type: "person", id: personId } });
      return role;
    });
  }
  const payments = new ScriptedPayments();
  const operator: Caller = { orgId, actor: { type: "operator", id: randomUUID() }, from: FROM_WITHIN };
  return { orgId, payments, operator, plan: new PlanDriver({ ...deps, payments }, orgId, "card") };
}

const notices = async (): Promise<number> =>
  (await owner.query("SELECT count(*)::int AS n FROM due WHERE kind = 'send_notice'"))[0].n;

const untilSent = async (server: MailServer, count: number): Promise<void> => {
  await until(async () => expect(await notices()).toBe(0));
  await until(async () => expect(server.taken.length).toBeGreaterThanOrEqual(count));
  await until(async () => expect(await owner.query("SELECT id FROM mails WHERE outcome IS NULL")).toEqual([]));
};

it("tells those who may change the plan of each change of its state once, with amounts and dates", async () => {
  const { orgId, payments, operator, plan } = await aTeam();
  await plan.subscribe();
  await plan.change({ interval: "year" });
  const key = randomUUID();
  for (let n = 0; n < 2; n += 1) await plan.cancel(key);
  await plan.cancel();
  await plan.undo();
  payments.next = "declined";
  await plan.advanceTo("2200-02-17T00:00:00Z");
  payments.next = "paid";
  await plan.advanceTo("2200-03-16T00:00:00Z");
  await plan.cancel();
  await plan.advanceTo("2200-04-16T00:00:00Z");
  const asked = { idempotencyKey: randomUUID(), plan: "enterprise", rates: {}, entitlements: {}, credits: [] };
  const { contract } = await createContract(deps, operator, {
    ...asked,
    endsAt: Date.parse("2201-01-01T00:00:00Z"),
    reason: "They signed.",
  });
  await endContract(deps, operator, { idempotencyKey: randomUUID(), contract, reason: "They left." });

  const server = await aMailServer();
  // The first worker dies after it has queued the mails of the first notice.
  const killed = aWorker(database, 1, { ...mailing(server), SCRIP_TEST_CRASH_AT: "notice.queued:1" });
  await killed.then(({ ended }) => ended).catch(() => null);
  await owner.query("UPDATE platform_due SET due_at = now() - interval '1 second'");
  await aWorker(database, 1, mailing(server));
  await untilSent(server, 30);
  const [{ name }] = await owner.query<[{ name: string }]>("SELECT name FROM organizations WHERE org_id = $1", [orgId]);
  const subjects = (local: string) =>
    server.taken
      .filter(({ receivers }) => receivers[0] === `${local}@${orgId}.example.com`)
      .map(({ subject = "" }) => subject.replace(name, "Acme"))
      // Its credit comes and goes too.
      .filter((subject) => !subject.endsWith(" · Acme"))
      .toSorted();
  const expected = [
    "Acme is on Pro now",
    "Acme keeps Pro",
    "The contract of Acme has ended",
    "The contract of Acme is in force",
    "The payment for the plan of Acme failed",
    "The plan Pro of Acme has ended",
    "The plan of Acme changes later",
    "The plan of Acme is cancelled",
    "The plan of Acme is cancelled",
    "The plan of Acme is paid",
  ];
  for (const role of ["owner", "admin", "billing"]) expect(subjects(role)).toEqual(expected);
  for (const role of ["member", "viewer"]) expect(subjects(role)).toEqual([]);
  const texts = server.taken.map(({ text = "" }) => text.replace(/\s+/g, " ")).join(" ");
  for (const part of [
    "for $29.00 a month. It brings $20.00 of credit each month. It renews on 15 February 2200, 10:00 UTC.",
    "On 15 February 2200, 10:00 UTC the plan",
    "becomes Pro, for $290.00 a year.",
    "The payment of $29.00 for the plan Pro",
    "It is tried again on 16 February 2200, 10:00 UTC.",
    "ends on 15 April 2200, 10:00 UTC. Then the plan is Free.",
    "It ends on 1 January 2201, 00:00 UTC.",
    `https://scrip.example.com/o/org_${orgId}/plan`,
  ])
    expect(texts).toContain(part);
});

it("tells nobody of what a test clock plays in the past, nor of what is imported", async () => {
  const past = await aTeam({ clockAt: NOON });
  await past.plan.subscribe();
  await past.plan.cancel();
  const moved = await aTeam();
  const terms = { plan: "pro", interval: "month", since: FROM, isCancelled: false } as const;
  await importSubscription(deps, { orgId: moved.orgId, key: "old-1", ...terms }, false);
  const quiet = await aTeam();
  await new PlanDriver({ ...deps, isQuiet: true }, quiet.orgId).subscribe();
  expect(await notices()).toBe(0);
});
