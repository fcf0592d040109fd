import { randomUUIDv7 } from "node:crypto";
import { ALERT_KINDS, type AlertKind } from "@scrip/contract/notices/alert-mails";
import { eventSpec } from "@scrip/contract/notices/events";
import { type MailContent, parseMailContent } from "@scrip/contract/notices/mails";
import { expect, it } from "vitest";
import { renderMail } from "./render-mail.ts";
import { oneLine } from "./templates/line.ts";

const url = "https://credit.example.com/p?a=1&b=2#token=T";
const expiresAt = "2026-03-01T12:05:00.000Z";

const invitation = (some: object = {}): MailContent => ({
  kind: "invitation",
  data: {
    invitationId: randomUUIDv7(),
    url,
    organization: "Acme Research",
    inviter: "Ada",
    role: "Viewer",
    expiresAt,
    ...some,
  },
});

const choices = "https://credit.example.com/o/org_1/settings/alerts";

const paper = { organization: "Acme", title: "Invoice", number: "SC-000042" };

const EVERY_KIND: readonly MailContent[] = [
  { kind: "verify_email", data: { url, expiresAt } },
  { kind: "reset_password", data: { url, expiresAt } },
  { kind: "account_exists", data: { url } },
  invitation(),
  { kind: "email_changed", data: { newEmail: "ada@example.org" } },
  { kind: "two_factor_changed", data: { isOn: true } },
  { kind: "two_factor_changed", data: { isOn: false } },
  { kind: "password_changed", data: { isReset: true } },
  { kind: "password_changed", data: { isReset: false } },
  { kind: "owner_transferred", data: { organization: "Acme", newOwner: "Eve", isToNewOwner: true } },
  { kind: "owner_transferred", data: { organization: "Acme", newOwner: "Eve", isToNewOwner: false } },
  { kind: "member_removed", data: { organization: "Acme" } },
  {
    kind: "approval_wanted",
    data: { url, organization: "Acme", act: "a grant of $250.00", askedBy: "Eve", reason: "goodwill" },
  },
  {
    kind: "approval_wanted",
    data: { url, organization: null, act: 'a campaign of codes, "Meetup"', askedBy: "Eve", reason: "a meetup" },
  },
  { kind: "sso_broken", data: { url, organization: "Acme", domain: "acme.example", problem: "no answer" } },
  { kind: "document_issued", data: { ...paper, total: "$29.75", url } },
  { kind: "document_issued", data: { ...paper, total: null, url } },
  ...plans(),
  ...alerts(),
];

function alerts(): MailContent[] {
  const about = { organization: "Acme", url, choices };
  const mail = (kind: AlertKind, some: object = {}): MailContent =>
    parseMailContent("alert", { ...about, event: { kind, data: { ...eventSpec(kind).example, ...some } } });
  return [
    ...ALERT_KINDS.map((kind) => mail(kind)),
    mail("balance.exhausted", { owed: "0" }),
    mail("budget.reached", { level: 100, scope: "organization", period: "all" }),
    mail("job.should_pause", { reason: "budget_exceeded", missing: "0" }),
  ];
}

function plans(): MailContent[] {
  const about = { organization: "Acme", url, plan: "Pro" };
  const paid = { ...about, interval: "month", price: "$29.00" } as const;
  const renewing = { ...paid, credit: "$20.00", renewsAt: expiresAt };
  return [
    { kind: "plan_started", data: renewing },
    { kind: "plan_started", data: { ...renewing, credit: null } },
    { kind: "plan_changed", data: { ...renewing, from: "Team" } },
    { kind: "plan_changed", data: { ...renewing, from: "Pro" } },
    { kind: "plan_change_scheduled", data: { ...paid, from: "Team", at: expiresAt } },
    { kind: "plan_cancelled", data: { ...about, next: "Free", endsAt: expiresAt } },
    { kind: "plan_kept", data: { ...about, interval: "year", renewsAt: expiresAt } },
    { kind: "plan_past_due", data: { ...about, next: "Free", price: "$29.00", nextTry: expiresAt } },
    { kind: "plan_past_due", data: { ...about, next: "Free", price: "$29.00", nextTry: null } },
    { kind: "plan_paid", data: { ...about, price: "$29.00", renewsAt: expiresAt } },
    ...(["cancelled", "unpaid", "set", "closed"] as const).map((why) => ({
      kind: "plan_ended" as const,
      data: { ...about, next: "Free", why },
    })),
    { kind: "contract_started", data: { ...about, endsAt: expiresAt } },
    { kind: "contract_started", data: { ...about, endsAt: null } },
    {
      kind: "plan_terms_change",
      data: { ...paid, at: expiresAt, changes: ["Pro costs $35.00 a month, before $29.00 a month."] },
    },
    { kind: "contract_ended", data: { ...about, next: "Free" } },
  ];
}

const rendered = (mail: MailContent) => renderMail({ ...mail, id: "m", to: "ada@example.com" });

it.each(EVERY_KIND)("writes a mail of the kind $kind, the same as text and as HTML", (mail) => {
  const { subject, text, html } = rendered(mail);
  expect(subject).toMatch(/^[^\p{Cc}]{5,100}$/u);
  // Nothing that a program for mail would load: no image, style sheet, font or script.
  expect(html).not.toMatch(/<(img|link|script|iframe|object|form)\b|url\(|@import/i);
  expect(html).toContain('<html lang="en">');
  const words = (part: string) => part.replace(/\s+/g, " ");
  const paragraphs = text.split("\n\n").filter((part) => !part.startsWith("--") && !part.includes("http"));
  const plain = html
    .replace(/<style>.*<\/style>/su, "")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
  for (const paragraph of paragraphs) expect(words(plain)).toContain(words(paragraph.trim()));
  const hasLink = "url" in mail.data;
  const hasChoices = "choices" in mail.data;
  expect(text.includes(`\n${url}\n`)).toBe(hasLink);
  expect(text.endsWith(`Choose which messages you get by e-mail:\n${choices}\n`)).toBe(hasChoices);
  expect(html.match(/href="[^"]*"/g) ?? []).toEqual([
    ...Array(hasLink ? 2 : 0).fill('href="https://credit.example.com/p?a=1&amp;b=2#token=T"'),
    ...(hasChoices ? [`href="${choices}"`] : []),
  ]);
  expect(rendered(mail).choices).toBe(hasChoices ? choices : undefined);
});

it("writes an alert with its figures in the subject and in a table, and a sheet for the dark theme", async () => {
  const event = { kind: "balance.low", data: eventSpec("balance.low").example };
  const mail = parseMailContent("alert", { organization: "Acme Research", url, choices, event });
  const { subject, html, text } = rendered(mail);
  expect(subject).toBe("Balance below $10.00: $9.87 left · Acme Research");
  await expect(html).toMatchFileSnapshot("templates/snapshots/balance-low.html.snap");
  await expect(text).toMatchFileSnapshot("templates/snapshots/balance-low.txt.snap");
});

it("escapes the names in the figures of an alert", () => {
  const data = { ...eventSpec("job.should_pause").example, job: '<b onclick="x">' };
  const event = { kind: "job.should_pause", data };
  const { html } = rendered(parseMailContent("alert", { organization: "Acme", url, event }));
  expect(html).not.toContain("<b onclick");
  expect(html).toContain("<bdi>&lt;b onclick=&quot;x&quot;&gt;</bdi>");
});

it("says when a link ends, in words that are the same everywhere", () => {
  expect(rendered({ kind: "verify_email", data: { url, expiresAt } }).text).toContain("1 March 2026, 12:05 UTC");
});

it("escapes names, isolates their direction, and makes no link of them", () => {
  const hostile = `<img src=x onerror="a()">'&`;
  const { text, html } = rendered(
    invitation({ organization: hostile, inviter: "evil.example/x and http://e.example" }),
  );
  expect(html).not.toContain("<img");
  expect(html).toContain("<bdi>&lt;img src=x onerror=&quot;a()&quot;&gt;&#39;&amp;</bdi>");
  expect(text).toContain(hostile);
  for (const part of [text, html]) expect(part).not.toMatch(/evil\.example|http:\/\/e/);
});

it.each(["Acme\r\nBcc: all@example.com", "Acme\nBcc: all@example.com", "Acme\u0000\u2028\u202eB"])(
  "keeps a subject on one line: %j",
  (organization) => {
    const { subject, text } = rendered(invitation({ organization }));
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Bidi_Control}]/u);
    expect(text).not.toMatch(/^Bcc/m);
  },
);

it("sends the longest reason that an act can have", () => {
  const data = { url, organization: null, act: "a grant of $250.00", askedBy: "Eve", reason: "x".repeat(500) };
  expect(parseMailContent("approval_wanted", data)).toEqual({ kind: "approval_wanted", data });
});

it("shortens a long name between letters", () => {
  expect(oneLine("👩‍🔬".repeat(2000)).length).toBeLessThan(400);
  expect(oneLine("a".repeat(101))).toBe(`${"a".repeat(99)}…`);
  expect(oneLine(`${"a".repeat(98)}😀😀😀`)).toBe(`${"a".repeat(98)}😀…`);
});

it("has one layout for every mail, with the colours of both themes in one sheet", async () => {
  const { html, text } = rendered({ kind: "document_issued", data: { ...paper, total: "$29.75", url } });
  await expect(html).toMatchFileSnapshot("templates/snapshots/document-issued.html.snap");
  await expect(text).toMatchFileSnapshot("templates/snapshots/document-issued.txt.snap");
});
