import { randomUUIDv7 } from "node:crypto";
import type { Mailer } from "@scrip/accounts/mailer";
import { inPlatform, type PlatformSource } from "@scrip/db/connection";
import { queueMail } from "@scrip/db/notices";

/** Puts the mails of accounts into the outbox, which the worker empties. */
export function mailerTo(platform: PlatformSource): Mailer {
  return {
    queue: (mail) => inPlatform(platform, (tx) => queueMail(tx, { ...mail, id: randomUUIDv7(), orgId: null })),
  };
}
