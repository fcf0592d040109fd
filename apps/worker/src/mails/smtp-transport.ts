import type { Log } from "@scrip/process/log";
import type { MailError, MailMessage, MailTransport } from "@scrip/usecases/notices/mail-transport";
import { createTransport } from "nodemailer";
import type { Sender } from "./sender.ts";
import type { SmtpAddress } from "./smtp-address.ts";
import { isServerFailure, mailErrorOf } from "./smtp-error.ts";

/** What a transport needs. */
export interface SmtpOptions {
  readonly server: SmtpAddress;
  readonly sender: Sender;
  readonly log: Log;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** A transport over SMTP; `close` gives up what it sends. */
export interface SmtpTransport extends MailTransport {
  close(): void;
}

const CONNECT_MS = 10_000;
/** A server checks for spam before it answers. */
const ANSWER_MS = 30_000;
/** One mail, from the connection to the answer. The lease of a try lasts longer. */
const WHOLE_MS = 60_000;
/** After a failure of the server, mails fail at once for so long: a server that does not answer holds nothing up. */
const REST_MS = 20_000;

/**
 * Opens a transport to a mail server, with a connection for each mail. Over a network it requires TLS. A mail's text can
 * name no file and no address that the transport would read.
 */
export function openSmtp({ server, sender, log, now = () => performance.now() }: SmtpOptions): SmtpTransport {
  const closing = new AbortController();
  const { host, port, tls, login } = server;
  const transport = createTransport({
    host,
    port,
    secure: tls === "whole",
    requireTLS: tls === "upgrade",
    ignoreTLS: tls === "none",
    ...(login !== null && { auth: login }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = sender.address.slice(sender.address.lastIndexOf("@") + 1);
  let rest: { readonly until: number; readonly problem: MailError } | null = null;

  const sendNow = async ({ id, to, subject, text, html, choices }: MailMessage): Promise<void> => {
    await transport.sendMail({
      messageId: `<${id}@${domain}>`,
      from: sender,
      to: { name: "", address: to },
      // Explicit, so that no header can add a receiver.
      envelope: { from: sender.address, to: [to] },
      subject,
      text,
      html,
      headers: headersOf(choices),
      signal: AbortSignal.any([closing.signal, AbortSignal.timeout(WHOLE_MS)]),
    });
  };

  return {
    send: async (message) => {
      if (rest !== null && now() < rest.until) throw rest.problem;
      try {
        await sendNow(message);
        rest = null;
      } catch (error) {
        const problem = mailErrorOf(error, message.to);
        if (isServerFailure(error)) rest = { until: now() + REST_MS, problem };
        log.warn(
          { mailId: message.id },
          `a mail was not accepted (${problem.isFinal ? "for good" : "for now"}): ${problem.message}`,
        );
        throw problem;
      }
    },
    close: () => {
      closing.abort();
      transport.close();
    },
  };
}

/** No answer by machines, and the page that a program for mail opens to unsubscribe. */
function headersOf(choices: string | undefined): Record<string, string> {
  const headers = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
  return choices === undefined ? headers : { ...headers, "List-Unsubscribe": `<${choices}>` };
}
