import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

/** A mail as the server took it. */
export interface TakenMail extends Email {
  /** The receivers of the envelope. */
  readonly receivers: readonly string[];
}

/** What the server answers to a receiver, or to a text: a refusal, or nothing to accept it. */
export type Answers = (receiver: string) => { readonly code: number; readonly text: string } | undefined;

/** A mail server for tests, on this machine. */
export interface MailServer {
  readonly url: string;
  readonly taken: readonly TakenMail[];
  /** Ends it; it starts again at the same port with `aMailServer({ port })`. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a mail server, which ends with the test that calls this.
 * @param answers to receivers
 * @param toText answers to texts; asked after the whole text was read
 * @param hold a text is answered after this
 */
export async function aMailServer({
  port = 0,
  answers = () => undefined,
  toText = () => undefined,
  hold = Promise.resolve(),
}: {
  readonly port?: number;
  readonly answers?: Answers;
  readonly toText?: Answers;
  readonly hold?: Promise<void>;
} = {}): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    closeTimeout: 100,
    onRcptTo: ({ address }, _session, callback) => callback(errorOf(answers(address))),
    onData: (stream, session, callback) => {
      const receivers = session.envelope.rcptTo.map(({ address }) => address);
      const take = async (): Promise<void> => {
        try {
          const raw = await buffer(stream);
          await hold;
          const refusal = errorOf(toText(receivers[0] ?? ""));
          if (refusal === undefined) taken.push({ ...(await PostalMime.parse(raw)), receivers });
          callback(refusal);
        } catch (error) {
          callback(error as Error);
        }
      };
      void take();
    },
  });
  // A client that breaks off is no failure of the server.
  server.on("error", () => {});
  const listening = server.listen(port, "127.0.0.1");
  await once(listening, "listening");
  const close = () => new Promise<void>((resolve) => server.close(resolve));
  onTestFinished(close);
  return { url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, taken, close };
}

function errorOf(answer: ReturnType<Answers>): Error | undefined {
  return answer && Object.assign(new Error(answer.text), { responseCode: answer.code });
}
