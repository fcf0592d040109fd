import type { LocalStripe } from "@scrip/local-stripe";
import { afterAll } from "vitest";
import { aServerWithMail, type ServerWithMail } from "./a-server-with-mail.ts";
import { startStripe } from "./start-stripe.ts";

/** A server that takes payments at a local Stripe, and whose worker books its events and sends mails. */
export interface ServerWithStripe extends ServerWithMail {
  /** What a bank, a customer or a bad network does: `stripe.control`. */
  readonly stripe: LocalStripe;
}

/** Starts a local Stripe, a mailbox, an API process and a worker process for the test file that calls this. */
export async function aServerWithStripe(env: NodeJS.ProcessEnv = {}): Promise<ServerWithStripe> {
  const { local, port, env: ofStripe } = await startStripe();
  afterAll(() => local.stop());
  const server = await aServerWithMail({ ...ofStripe, ...env }, port);
  return { ...server, stripe: local };
}
