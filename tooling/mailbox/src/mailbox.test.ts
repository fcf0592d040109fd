import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { createTransport } from "nodemailer";
import { afterAll, expect, it } from "vitest";
import { readMailboxEnv } from "./env.ts";
import { KeptMails } from "./kept-mails.ts";
import { openMailbox } from "./open-mailbox.ts";

const mailbox = await openMailbox();
const { hostname, port } = new URL(mailbox.smtpUrl);
const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true });
afterAll(() => mailbox.close());

async function send(to: string, some: object = {}): Promise<void> {
  const text = "Confirm:\nhttps://credit.example.com/verify-email#token=T\n";
  await transport.sendMail({ from: "Scrip <credit@example.com>", to, subject: "Confirm", text, ...some });
}

const get = async (path: string) => {
  const answer = await fetch(mailbox.url + path);
  return { status: answer.status, policy: answer.headers.get("content-security-policy"), body: await answer.text() };
};
const idOf = (to: string): string => mailbox.mailsTo(to)[0]?.id ?? "";

it("keeps a mail, and answers with it by its address", async () => {
  await send("Ada@Example.com");
  await send("eve@example.com");
  const { body } = await get("/mails?to=ada@example.com");
  expect(JSON.parse(body)).toEqual([
    {
      id: expect.any(String),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      messageId: expect.stringMatching(/^<.*>$/),
      from: "Scrip <credit@example.com>",
      to: ["ada@example.com"],
      subject: "Confirm",
      text: expect.stringContaining("Confirm:"),
      html: "",
      links: ["https://credit.example.com/verify-email#token=T"],
    },
  ]);
  expect(JSON.parse((await get("/mails")).body)).toHaveLength(2);
  expect((await get("/?to=ada@example.com")).body).not.toContain("eve@example.com");
});

it("shows a hostile mail as text, and its HTML where it can do nothing", async () => {
  const evil = `<script>alert(1)</script><img src="https://evil.example/x">`;
  await send("mallory@example.com", { subject: evil, html: `<html><head></head><body>${evil}</body></html>` });
  const id = idOf("mallory@example.com");
  for (const path of ["/", `/mails/${id}`]) {
    const { body, policy } = await get(path);
    expect(body).not.toContain("<script>alert");
    expect(body).toContain("&#60;script&#62;");
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/);
  }
  const shown = await get(`/mails/${id}/html`);
  expect(shown.body).toContain('<head><base target="_blank"></head>');
  expect(shown.policy).toMatch(/default-src 'none'; .*sandbox allow-popups/);
  expect(shown.policy).not.toMatch(/script-src|https|allow-scripts|allow-same-origin/);
});

it("keeps the last 200 mails", async () => {
  const kept = new KeptMails();
  for (let n = 0; n < 201; n += 1) await kept.keep(Buffer.from("Subject: one\r\n\r\none"), [`many-${n}@example.com`]);
  expect(kept.list()).toHaveLength(200);
  expect(kept.list("many-0@example.com")).toEqual([]);
  expect(kept.list("MANY-200@example.com")).toHaveLength(1);
});

it("answers no page of another site, and changes nothing by request", async () => {
  const asked = request(`${mailbox.url}/mails`, { headers: { host: "evil.example" } }).end();
  const [answer]: [IncomingMessage] = (await once(asked, "response")) as never;
  answer.resume();
  expect(answer.statusCode).toBe(403);
  expect((await get("/mails/00000000-0000-0000-0000-000000000000")).status).toBe(404);
  expect((await fetch(`${mailbox.url}/mails`, { method: "DELETE" })).status).toBe(405);
});

it("G15 does not start in production", () => {
  const ports = { SCRIP_MAILBOX_PORT: "4873", SCRIP_MAILBOX_SMTP_PORT: "4874" };
  expect(readMailboxEnv(ports)).toMatchObject({ SCRIP_MAILBOX_PORT: 4873 });
  expect(() => readMailboxEnv({ ...ports, NODE_ENV: "production" })).toThrow("NODE_ENV: must not be production");
});
