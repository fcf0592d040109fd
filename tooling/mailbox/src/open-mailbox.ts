import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { answer } from "./answer.ts";
import { type KeptMail, KeptMails } from "./kept-mails.ts";
import { receiveMails } from "./receive-mails.ts";

export type { KeptMail } from "./kept-mails.ts";

const HOST = "127.0.0.1";

/** A mailbox that runs. */
export interface Mailbox {
  /** The address of its page. */
  readonly url: string;
  /** Where the worker sends mails: the value of `SCRIP_SMTP_URL`. */
  readonly smtpUrl: string;
  /** The mails to an address, newest first. */
  mailsTo(address: string): readonly KeptMail[];
  close(): Promise<void>;
}

/**
 * Opens a mailbox on this machine: a mail server that keeps the last 200 mails in memory and delivers none, and a page
 * that shows them. For development and tests.
 * @param ports 0 lets the system choose
 */
export async function openMailbox({
  port = 0,
  smtpPort = 0,
}: {
  readonly port?: number;
  readonly smtpPort?: number;
} = {}): Promise<Mailbox> {
  const mails = new KeptMails();
  const smtp = await receiveMails({ host: HOST, port: smtpPort }, (raw, receivers) => mails.keep(raw, receivers));
  const server = createServer((request, response) => {
    const { status, headers, body } = answer(mails, request);
    response.writeHead(status, headers).end(body);
  });
  const listening = await listen(server, port).catch(async (error: unknown) => {
    await smtp.close();
    throw error;
  });
  return {
    url: `http://${HOST}:${listening}`,
    smtpUrl: `smtp://${HOST}:${smtp.port}`,
    mailsTo: (address) => mails.list(address),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await smtp.close();
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, HOST);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
