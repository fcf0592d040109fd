/** The program: starts a local Stripe and says where it is. */
import { parseArgs } from "node:util";
import { startLocalStripe } from "./start.ts";

if (process.env.NODE_ENV === "production") {
  process.stderr.write("The local Stripe does not run in production.\n");
  process.exit(1);
}

const { values } = parseArgs({
  options: { port: { type: "string", default: "12111" }, key: { type: "string" } },
});

const local = await startLocalStripe({ port: Number(values.port), secretKey: values.key });
process.stdout.write(`Local Stripe at ${local.url}, secret key ${local.secretKey}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void local.stop());
