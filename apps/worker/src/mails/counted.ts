import type { Counter } from "prom-client";
import type { SmtpTransport } from "./smtp-transport.ts";

/** Counts the mails that a transport sent, and its tries that failed. */
export function counted(transport: SmtpTransport, mails: Counter<"outcome">): SmtpTransport {
  return {
    send: async (message) => {
      try {
        await transport.send(message);
        mails.inc({ outcome: "sent" });
      } catch (error) {
        mails.inc({ outcome: "failed" });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
