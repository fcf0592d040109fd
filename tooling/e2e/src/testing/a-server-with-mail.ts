import { roleUrls } from "@scrip/db/connection";
import { freePort } from "@scrip/db/testing";
import { type KeptMail, openMailbox } from "@scrip/mailbox";
import type { Page } from "playwright-core";
import { afterAll, vi } from "vitest";
import { aServer, type Server } from "./a-server.ts";
import { startProcess } from "./processes.ts";
import { setPlan } from "./set-plan.ts";

/** A server whose worker sends mails to a mailbox on this machine. */
export interface ServerWithMail extends Server {
  /** The page of the mailbox. */
  readonly mailbox: string;
  /** Waits for the newest mail to an address whose subject matches. */
  readonly mailTo: (address: string, subject: RegExp) => Promise<KeptMail>;
  /** Sets the plan of an organization, as an operator does. @param org `org_…` */
  readonly setPlan: (org: string, plan: string) => Promise<void>;
  /** Opens the link of a mail from the page of the mailbox, as a person does. */
  readonly openLink: (page: Page, address: string, subject: RegExp) => Promise<void>;
}

/**
 * Starts a mailbox, an API process and a worker process for the test file that calls this.
 * @param env further environment variables of both processes
 * @param port of the API; a free one if not given
 */
export async function aServerWithMail(env: NodeJS.ProcessEnv = {}, port?: number): Promise<ServerWithMail> {
  const mailbox = await openMailbox();
  afterAll(() => mailbox.close());
  const server = await aServer({ SCRIP_MAILBOX_URL: mailbox.url, ...env }, port);
  const workerPort = await freePort();
  const worker = await startProcess(
    "apps/worker/src/main.ts",
    {
      WORKER_DATABASE_URL: roleUrls(server.ownerUrl).worker,
      SCRIP_WORKER_PORT: `${workerPort}`,
      SCRIP_SMTP_URL: mailbox.smtpUrl,
      SCRIP_MAIL_FROM: "Scrip <scrip@example.com>",
      SCRIP_ORIGIN: server.url,
      SCRIP_DNS_SERVERS: env.SCRIP_DNS_SERVERS,
      SCRIP_SWEEP_SECONDS: env.SCRIP_SWEEP_SECONDS,
      SCRIP_AUTH_SECRET: env.SCRIP_AUTH_SECRET,
      SCRIP_WEBHOOK_ALLOW_PRIVATE: env.SCRIP_WEBHOOK_ALLOW_PRIVATE,
      STRIPE_SECRET_KEY: env.STRIPE_SECRET_KEY,
      SCRIP_STRIPE_URL: env.SCRIP_STRIPE_URL,
    },
    `http://127.0.0.1:${workerPort}/readyz`,
  );
  afterAll(worker.stop);
  const mailTo = (address: string, subject: RegExp): Promise<KeptMail> =>
    vi.waitUntil(() => mailbox.mailsTo(address).find((mail) => subject.test(mail.subject)), {
      timeout: 30_000,
      interval: 50,
    }) as Promise<KeptMail>;
  const openLink = async (page: Page, address: string, subject: RegExp): Promise<void> => {
    const mail = await mailTo(address, subject);
    await page.goto(`${mailbox.url}/?to=${encodeURIComponent(address)}`);
    await page.getByRole("link", { name: mail.subject }).first().click();
    await page.getByRole("link", { name: server.url }).first().click();
  };
  return { ...server, mailbox: mailbox.url, mailTo, setPlan: (org, plan) => setPlan(server, org, plan), openLink };
}
