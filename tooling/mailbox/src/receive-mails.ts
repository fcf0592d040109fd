import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** Bytes of the largest mail. */
const LARGEST = 5_000_000;

/** Starts a mail server without logins and without TLS, which takes mails to every address. */
export async function receiveMails(
  { host, port }: { readonly host: string; readonly port: number },
  keep: (raw: Buffer, receivers: readonly string[]) => Promise<void>,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    size: LARGEST,
    closeTimeout: 1_000,
    onData: (stream, { envelope }, callback) => {
      const keepMail = async (): Promise<void> => {
        try {
          const raw = await buffer(stream);
          if (stream.sizeExceeded)
            throw Object.assign(new Error("larger than this mailbox takes"), { responseCode: 552 });
          await keep(
            raw,
            envelope.rcptTo.map(({ address }) => address),
          );
          callback();
        } catch (error) {
          callback(error as Error);
        }
      };
      void keepMail();
    },
  });
  const listening = server.listen(port, host);
  await once(listening, "listening");
  // A client that breaks off ends no mailbox.
  server.on("error", () => {});
  return {
    port: (listening.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
