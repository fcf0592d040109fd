/** The program of the mailbox of a development server: takes every mail and shows it. */
import { readMailboxEnv } from "./env.ts";
import { openMailbox } from "./open-mailbox.ts";

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));

try {
  const env = readMailboxEnv(process.env);
  const { url } = await openMailbox({ port: env.SCRIP_MAILBOX_PORT, smtpPort: env.SCRIP_MAILBOX_SMTP_PORT });
  process.stdout.write(`the mailbox is at ${url}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
