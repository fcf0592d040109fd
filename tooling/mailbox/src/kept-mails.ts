import { randomUUID } from "node:crypto";
import PostalMime from "postal-mime";

/** A mail that arrived. */
export interface KeptMail {
  readonly id: string;
  readonly at: Date;
  readonly messageId: string;
  readonly from: string;
  /** The receivers of the envelope, in lower case. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** As it was sent: nothing is removed. It is empty if the mail has no HTML. */
  readonly html: string;
  /** The addresses of web pages in the text. */
  readonly links: readonly string[];
}

const MOST = 200;
const LINK = /https?:\/\/[^\s<>"]+/g;

/** The last mails that arrived, in memory. */
export class KeptMails {
  private mails: readonly KeptMail[] = [];

  /** Reads and keeps a mail. The oldest one goes when there are too many. */
  async keep(raw: Buffer, receivers: readonly string[]): Promise<void> {
    const { messageId = "", from, subject = "", text = "", html = "" } = await PostalMime.parse(raw);
    const mail: KeptMail = {
      id: randomUUID(),
      at: new Date(),
      messageId,
      from: from?.name ? `${from.name} <${from.address}>` : (from?.address ?? ""),
      to: receivers.map((receiver) => receiver.toLowerCase()),
      subject,
      text,
      html,
      links: [...new Set(text.match(LINK) ?? [])],
    };
    this.mails = [mail, ...this.mails].slice(0, MOST);
  }

  /** The mails, newest first. @param to only mails to this address */
  list(to?: string): readonly KeptMail[] {
    const address = to?.toLowerCase();
    return address === undefined ? this.mails : this.mails.filter((mail) => mail.to.includes(address));
  }

  find(id: string): KeptMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }
}
