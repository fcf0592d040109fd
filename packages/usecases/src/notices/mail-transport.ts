/** A mail as it is sent. The transport adds the sender. */
export interface MailMessage {
  /** The mail's id, of which the Message-ID is made: a second copy of a mail has the same. */
  readonly id: string;
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The page where the receiver chooses which mails to get, for the header `List-Unsubscribe`. */
  readonly choices?: string;
}

/** Hands mails to a mail server. */
export interface MailTransport {
  /**
   * Sends a mail, and returns once the server has taken responsibility for it.
   * @throws MailError
   */
  send(message: MailMessage): Promise<void>;
}

/** The mail server did not accept a mail. The message has neither the address nor the text of the mail. */
export class MailError extends Error {
  override name = "MailError";
  /** Whether the same mail would be refused again, as for an address that does not exist. */
  readonly isFinal: boolean;

  constructor(message: string, isFinal: boolean) {
    super(message);
    this.isFinal = isFinal;
  }
}
