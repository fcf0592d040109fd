import { MailError } from "@scrip/usecases/notices/mail-transport";

/** The parts of nodemailer's errors that decide what follows. */
interface SmtpFailure {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message: string;
}

const LONGEST = 200;

/** Whether the server could not be reached or refused us, so that it would refuse every mail. */
export function isServerFailure(error: unknown): boolean {
  const { code } = error as SmtpFailure;
  return code !== "EENVELOPE" && code !== "EMESSAGE";
}

/**
 * Says whether a mail was refused for good. A server says so with a code from 500 when it names the receiver or has read
 * the text. When it refuses the login or the sender, the operators can mend that, and the mail waits.
 * @param to hidden in the message, because servers repeat the address
 */
export function mailErrorOf(error: unknown, to: string): MailError {
  const { code = "ESMTP", command = "", responseCode, response, message } = error as SmtpFailure;
  const isAboutMail = (code === "EENVELOPE" && command !== "MAIL FROM") || code === "EMESSAGE";
  // 503 is about the order of commands, not about the mail.
  const isFinal = isAboutMail && (responseCode === undefined || (responseCode >= 500 && responseCode !== 503));
  const said = (response ?? `${code}: ${message}`).replaceAll(to, "the receiver").replace(/\s+/gu, " ").trim();
  return new MailError(said.slice(0, LONGEST), isFinal);
}
