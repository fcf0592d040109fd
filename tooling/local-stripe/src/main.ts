/** The program: starts a local Stripe, says where it is, and stops on a signal. */
import { readOptions, USAGE } from "./program/read-options.ts";
import { storageOf } from "./program/storage-of.ts";
import { startLocalStripe } from "./start.ts";

const options = readOptions(process.argv.slice(2), process.env);
if ("problem" in options) {
  process.stderr.write(`${options.problem}\n\n${USAGE}\n`);
  process.exit(2);
}

const { port, secretKey, account, webhook, file, database } = options;
const local = await startLocalStripe({ port, secretKey, account, storage: await storageOf({ file, database }) });
process.stdout.write(`Local Stripe: ${local.url}\nSecret key: ${local.secretKey}\n`);
if (webhook !== undefined) {
  const secret = await local.control.useWebhook(webhook);
  process.stdout.write(`Webhooks: ${webhook}\nSigning secret: ${secret}\n`);
}

// What is due by the clock happens without a request as well.
const timer = setInterval(() => void local.control.catchUp(), 1000).unref();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    clearInterval(timer);
    local.stop().catch((thrown: unknown) => {
      process.stderr.write(`${String(thrown)}\n`);
      process.exitCode = 1;
    });
  });
}
