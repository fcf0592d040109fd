import { randomUUID, randomUUIDv7 } from "node:crypto";
import type { NewMail } from "@scrip/contract/notices/mails";
import { beforeEach, expect, it } from "vitest";
import { inPlatform } from "../connection/in-home.ts";
import { testDatabase } from "../testing/index.ts";
import { NOT_ALLOWED, refusalOf } from "../testing/refusal.ts";
import { claimMail, deleteOldMails, endMail, eraseMailsOf, mailFigures, postponeMail, queueMail } from "./index.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const worker = await database.open("worker");
beforeEach(async () => {
  await owner.query("DELETE FROM platform_due");
  await owner.query("DELETE FROM mails");
});

const URL_WITH_SECRET = "https://credit.example.com/verify?token=canary";

function aMail(some: Partial<NewMail> = {}): NewMail {
  const data = { url: URL_WITH_SECRET, expiresAt: "2100-01-01T00:00:00.000Z" };
  const content = { kind: "verify_email", data } as const;
  return { ...content, id: randomUUIDv7(), to: "ada@example.com", orgId: null, personId: null, ...some } as NewMail;
}

const queue = (...mails: NewMail[]) =>
  inPlatform(app.platform, async (tx) => {
    for (const mail of mails) await queueMail(tx, mail);
  });
const claim = (mail: NewMail, leaseSeconds = 60) => claimMail(worker.platform, mail.id, leaseSeconds);
const due = () => owner.query("SELECT kind, ref FROM platform_due");

it("queues a mail and its work once, in the caller's transaction", async () => {
  const mail = aMail();
  const undone = inPlatform(app.platform, async (tx) => {
    await queueMail(tx, mail);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await due()).toEqual([]);

  await queue(mail, mail);
  expect(await due()).toEqual([{ kind: "send_mail", ref: mail.id }]);
  expect(await claim(mail)).toEqual({ ...mail, tries: 0, claimedAt: expect.any(Date) });
  // A mail that has ended is not queued again.
  await endMail(worker.platform, mail.id, "sent");
  await queue(mail);
  expect(await due()).toEqual([]);
});

it("gives each try to one of several workers, and after the lease to another one", async () => {
  const mail = aMail();
  await queue(mail);
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim(mail)));
  expect(claims.filter((each) => each !== null)).toHaveLength(1);
  await owner.query("UPDATE platform_due SET due_at = clock_timestamp()");
  expect(await claim(mail)).not.toBeNull();
});

it("erases the values of a mail when it ends, and the mail after some days", async () => {
  const sent = aMail();
  const dropped = aMail();
  await queue(sent, dropped);
  await endMail(worker.platform, sent.id, "sent");
  await endMail(worker.platform, dropped.id, "void");
  expect(await due()).toEqual([]);
  expect(JSON.stringify(await owner.query("SELECT * FROM mails"))).not.toContain("canary");
  // A late record of another worker changes nothing.
  await endMail(worker.platform, sent.id, "void");
  expect(await owner.query("SELECT outcome FROM mails WHERE id = $1", [sent.id])).toEqual([{ outcome: "sent" }]);
  await owner.query("UPDATE mails SET ended_at = now() - interval '31 days' WHERE id = $1", [sent.id]);
  expect(await deleteOldMails(worker.platform, 30)).toBe(1);
  expect(await owner.query("SELECT id FROM mails")).toEqual([{ id: dropped.id }]);
});

it("puts a mail off and counts the try", async () => {
  const mail = aMail();
  await queue(mail);
  await claim(mail);
  await postponeMail(worker.platform, mail.id, { pauseSeconds: 600, problem: "451 later" });
  expect(await owner.query("SELECT problem, tries, due_at > now() + interval '9 minutes' AS later FROM platform_due")) //
    .toEqual([{ problem: "451 later", tries: 0, later: true }]);
  expect(await mailFigures(worker.platform)).toEqual({ waiting: 1, oldestSeconds: expect.any(Number) });
  await owner.query("UPDATE platform_due SET due_at = clock_timestamp()");
  expect(await claim(mail)).toMatchObject({ tries: 1 });
});

it("G11 erases the mails of a person, and the worker drops their work", async () => {
  const personId = randomUUID();
  const mails = [aMail({ personId, to: "old@example.com" }), aMail({ to: "ada@example.com" }), aMail({ to: "b@c.de" })];
  await queue(...mails);
  await inPlatform(app.platform, (tx) => eraseMailsOf(tx, { personId, email: "ada@example.com" }));
  for (const mail of mails.slice(0, 2)) expect(await claim(mail)).toBeNull();
  expect(await due()).toEqual([{ kind: "send_mail", ref: mails[2]?.id }]);
});

it.each([
  "ada",
  "ada@",
  "a@b@c.de",
  "ada@example.com\r\nBcc: all@example.com",
  "Ada <ada@example.com>",
  "ada@example.com,eve@example.com",
  "ada@exam ple.com",
  `${"a".repeat(250)}@b.de`,
])("refuses %j as an address", async (to) => {
  await expect(queue(aMail({ to }))).rejects.toThrow("has no valid address");
});

it("refuses values that are not those of the kind, and links that are not of the web", async () => {
  const other = { kind: "verify_email", data: { isOn: true } } as never;
  await expect(queue(aMail(other))).rejects.toThrow("url");
  const script = { kind: "account_exists", data: { url: "javascript:alert(1)" } } as const;
  await expect(queue(aMail(script))).rejects.toThrow("url");
});

it("G13 does not let the app read the secrets of a mail", async () => {
  expect(await refusalOf(app.platform.query("SELECT data FROM mails"))).toEqual(NOT_ALLOWED);
  expect(await refusalOf((await database.open("verify")).platform.query("SELECT data FROM mails"))).toEqual(
    NOT_ALLOWED,
  );
});
