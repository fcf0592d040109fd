import { randomUUIDv7 } from "node:crypto";
import type { MailContent, NewMail } from "@scrip/contract/notices/mails";
import { insertMember } from "@scrip/db/access";
import { inOrganization, inPlatform } from "@scrip/db/connection";
import { queueMail } from "@scrip/db/notices";
import { anOrganization, freePort, testDatabase } from "@scrip/db/testing";
import { beforeEach, expect, it, vi } from "vitest";
import { aMailServer, type MailServer } from "./testing/a-mail-server.ts";
import { aWorker } from "./testing/a-worker.ts";

// Processes start slowly on a busy machine. No test measures that time.
vi.setConfig({ testTimeout: 240_000 });

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
beforeEach(async () => {
  await owner.query("DELETE FROM platform_due");
  await owner.query("DELETE FROM mails");
});

const until = (holds: () => Promise<void>): Promise<void> => vi.waitFor(holds, { timeout: 120_000, interval: 20 });

const VERIFY: MailContent = {
  kind: "verify_email",
  data: { url: "https://credit.example.com/verify-email?token=canary", expiresAt: "2100-01-01T00:00:00.000Z" },
};

async function queue(to: string, some: Partial<NewMail> = {}): Promise<string> {
  const id = randomUUIDv7();
  const mail = { id, to, orgId: null, personId: null, ...VERIFY, ...some } as NewMail;
  await inPlatform(app.platform, (tx) => queueMail(tx, mail));
  return id;
}

const receiversOf = ({ taken }: MailServer) => new Set(taken.map(({ receivers }) => receivers[0]));

const mailing = ({ url }: Pick<MailServer, "url">) => ({
  SCRIP_SMTP_URL: url,
  SCRIP_MAIL_FROM: "Scrip Billing <credit@example.com>",
});

const outcomes = async (): Promise<Record<string, string | null>> => {
  const rows: { to: string; outcome: string | null }[] = await owner.query(
    'SELECT to_address AS "to", outcome FROM mails',
  );
  return Object.fromEntries(rows.map(({ to, outcome }) => [to, outcome]));
};
const work = (): Promise<{ tries: number; problem: string | null; parked: boolean }[]> =>
  owner.query("SELECT tries, problem, parked_at IS NOT NULL AS parked FROM platform_due WHERE kind = 'send_mail'");
const fallDue = () => owner.query("UPDATE platform_due SET due_at = now() - interval '1 second'");

it("sends a mail as soon as its transaction commits, as text and HTML, and erases the link", async () => {
  const server = await aMailServer();
  const running = await aWorker(database, 3600, mailing(server));
  const id = await queue("ada@example.com");
  await until(async () => expect(await outcomes()).toEqual({ "ada@example.com": "sent" }));
  expect(server.taken).toHaveLength(1);
  const [mail] = server.taken;
  expect(mail).toMatchObject({
    messageId: `<${id}@example.com>`,
    from: { name: "Scrip Billing", address: "credit@example.com" },
    to: [{ address: "ada@example.com" }],
    receivers: ["ada@example.com"],
    subject: "Confirm your e-mail address",
    text: expect.stringContaining("https://credit.example.com/verify-email?token=canary"),
    html: expect.stringMatching(/<a [^>]*href="https:\/\/credit\.example\.com\/verify-email\?token=canary"/),
  });
  expect(mail?.headers).toContainEqual(expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }));
  expect(await work()).toEqual([]);
  expect(JSON.stringify(await owner.query("SELECT * FROM mails"))).not.toContain("canary");
  expect(running.output()).not.toContain("canary");
  expect(await running.figure("scrip_mails_waiting")).toBe(0);
});

it("parks a mail that is refused for good, with an alert, and sends the others", async () => {
  const answers = (receiver: string) =>
    receiver === "nobody@example.com" ? { code: 550, text: `${receiver}: no such user` } : undefined;
  const server = await aMailServer({ answers });
  await queue("nobody@example.com");
  await queue("ada@example.com");
  const running = await aWorker(database, 3600, mailing(server));
  await until(async () => expect(await outcomes()).toEqual({ "nobody@example.com": null, "ada@example.com": "sent" }));
  await until(async () => expect(await work()).toMatchObject([{ parked: true, tries: 5 }]));
  await until(async () => expect(await running.figure('scrip_alerts_total{about="platform_due_parked"}')).toBe(1));
  const alert = running.lines().find(({ msg }) => msg.startsWith("alert: send_mail"));
  expect(alert?.msg).toContain("550 the receiver: no such user");
  expect(running.output()).not.toContain("nobody@example.com");
});

it("tries a mail again that is refused for now", async () => {
  let isBusy = true;
  const server = await aMailServer({ toText: () => (isBusy ? { code: 451, text: "come back later" } : undefined) });
  await aWorker(database, 1, mailing(server));
  await queue("ada@example.com");
  await until(async () => expect(await work()).toEqual([{ tries: 0, problem: "451 come back later", parked: false }]));
  const [{ pause }] = await owner.query("SELECT extract(epoch FROM due_at - now())::int AS pause FROM platform_due");
  expect(pause).toBeGreaterThan(30);
  expect(server.taken).toEqual([]);
  isBusy = false;
  await fallDue();
  await until(async () => expect(await outcomes()).toEqual({ "ada@example.com": "sent" }));
  expect(server.taken).toHaveLength(1);
});

it("keeps mails while no server listens, and sends them once it does", async () => {
  const port = await freePort();
  const first = await aWorker(database, 1, { ...mailing({ url: `smtp://127.0.0.1:${port}` }) });
  await queue("ada@example.com");
  await queue("eve@example.com");
  const refused = { tries: 0, problem: expect.stringContaining("ECONNREFUSED"), parked: false };
  await until(async () => expect(await work()).toEqual([refused, refused]));
  // After a failure a worker leaves the server alone for 20 seconds (`smtp-transport.test.ts`). A new one need not wait.
  await first.kill();
  const server = await aMailServer({ port });
  await fallDue();
  await aWorker(database, 1, mailing(server));
  await until(async () => expect(await outcomes()).toEqual({ "ada@example.com": "sent", "eve@example.com": "sent" }));
  expect(server.taken).toHaveLength(2);
  expect(receiversOf(server)).toEqual(new Set(["ada@example.com", "eve@example.com"]));
});

it("finishes claims while a mail server does not answer", async () => {
  const answer = Promise.withResolvers<void>();
  const server = await aMailServer({ hold: answer.promise });
  await aWorker(database, 3600, mailing(server));
  for (let n = 0; n < 6; n += 1) await queue(`reader-${n}@example.com`);
  await inPlatform(app.platform, async (tx) => {
    await tx.query("INSERT INTO platform_due (kind, ref, due_at) VALUES ('copy_catalog', '1', 'epoch')");
    await tx.query("SELECT pg_notify('scrip_platform_due', '')");
  });
  await until(async () =>
    expect(await owner.query("SELECT tries FROM platform_due WHERE kind = 'copy_catalog'")).not.toEqual([{ tries: 0 }]),
  );
  expect(server.taken).toEqual([]);
  answer.resolve();
  await until(async () => expect(server.taken).toHaveLength(6));
});

it.each([
  ["mail.claimed", 1],
  ["mail.sent", 2],
  ["mail.ended", 1],
] as const)("a worker is killed at %s: the mail is sent %d times, with one Message-ID", async (point, times) => {
  const server = await aMailServer();
  const id = await queue("ada@example.com");
  const first = aWorker(database, 1, { ...mailing(server), SCRIP_TEST_CRASH_AT: `${point}:1` });
  // It dies before it is ready, or soon after.
  await first.then(({ ended }) => ended).catch(() => null);
  // The lease of the dead worker ends.
  await fallDue();
  await aWorker(database, 1, mailing(server));
  await until(async () => expect(await outcomes()).toEqual({ "ada@example.com": "sent" }));
  expect(server.taken.map(({ messageId }) => messageId)).toEqual(Array(times).fill(`<${id}@example.com>`));
});

it("two workers send each of many mails once", async () => {
  const server = await aMailServer();
  const addresses = Array.from({ length: 40 }, (_, n) => `reader-${n}@example.com`);
  for (const address of addresses) await queue(address);
  await Promise.all([aWorker(database, 1, mailing(server)), aWorker(database, 1, mailing(server))]);
  await until(async () => expect(new Set(Object.values(await outcomes()))).toEqual(new Set(["sent"])));
  expect(server.taken).toHaveLength(addresses.length);
  expect(receiversOf(server)).toEqual(new Set(addresses));
});

it("G6 drops mails that say nothing true any more", async () => {
  const { orgId } = await anOrganization(app);
  const personId = randomUUIDv7();
  const formerId = randomUUIDv7();
  await inOrganization(app.organizations, orgId, (tx) => insertMember(tx, { orgId, personId, role: "owner" }));
  const expiresAt = new Date("2100-01-01T00:00:00.000Z");
  const anInvitation = async (state: string): Promise<Partial<NewMail>> => {
    const invitationId = randomUUIDv7();
    await inOrganization(app.organizations, orgId, (tx) =>
      tx.query(
        `INSERT INTO invitations (org_id, id, email, role, sent_at, expires_at, token_hash, state)
          VALUES ($1, $2, $3, 'viewer', now(), $4, sha256(''), $5)`,
        [orgId, invitationId, `${invitationId}@example.com`, expiresAt, state],
      ),
    );
    const data = { invitationId, url: "https://a.example/i", organization: "Acme", inviter: "Ada", role: "Viewer" };
    return { kind: "invitation", orgId, data: { ...data, expiresAt: expiresAt.toISOString() } };
  };
  const open = await anInvitation("open");
  const older = { ...open, data: { ...(open.data as object), expiresAt: "2099-01-01T00:00:00.000Z" } };
  const broken = { url: "https://a.example/s", organization: "Acme", domain: "acme.example", problem: "no answer" };
  await queue("open@example.com", open);
  await queue("sent-again@example.com", older as Partial<NewMail>);
  await queue("revoked@example.com", await anInvitation("revoked"));
  await queue("ended@example.com", {
    data: { url: "https://a.example/v", expiresAt: "2020-01-01T00:00:00.000Z" },
  } as never);
  await queue("member@example.com", { kind: "sso_broken", orgId, personId, data: broken } as Partial<NewMail>);
  await queue("former@example.com", {
    kind: "sso_broken",
    orgId,
    personId: formerId,
    data: broken,
  } as Partial<NewMail>);
  await queue("told@example.com", {
    kind: "member_removed",
    orgId,
    personId: formerId,
    data: { organization: "Acme" },
  } as never);
  const server = await aMailServer();
  await aWorker(database, 3600, mailing(server));
  await until(async () => expect(await work()).toEqual([]));
  expect(await outcomes()).toEqual({
    "open@example.com": "sent",
    "sent-again@example.com": "void",
    "revoked@example.com": "void",
    "ended@example.com": "void",
    "member@example.com": "sent",
    "former@example.com": "void",
    "told@example.com": "sent",
  });
  expect(server.taken).toHaveLength(3);
});
