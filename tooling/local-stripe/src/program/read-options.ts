import { parseArgs } from "node:util";
import type { Account } from "../world/account.ts";

export const USAGE = `Usage: node src/main.ts [options]
  --port <number>               The port, on this machine only. Default: 12111
  --key <sk_test_...>           The secret key. Default: sk_test_local
  --file <path>                 Keeps the state in a file, which is written when the program stops
  --database <postgresql://...> Keeps the state in a PostgreSQL database, which is made if it is missing
  --webhook <url>               Sends every event to this address; made once, with the same secret after a restart
  --retry-days <1,3,7>          Days after the first failure at which an invoice is charged again. Default: none
  --delayed-days <number>       Days that a delayed payment takes. Default: 4`;

export interface ProgramOptions {
  readonly port: number;
  readonly secretKey: string | undefined;
  readonly file: string | undefined;
  readonly database: string | undefined;
  readonly webhook: string | undefined;
  readonly account: Partial<Account>;
}

const FLAGS = {
  port: { type: "string", default: "12111" },
  key: { type: "string" },
  file: { type: "string" },
  database: { type: "string" },
  webhook: { type: "string" },
  "retry-days": { type: "string" },
  "delayed-days": { type: "string" },
} as const;

/** Reads the command line. A local Stripe never runs in production. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): ProgramOptions | { readonly problem: string } {
  if (env.NODE_ENV === "production") return { problem: "The local Stripe does not run in production." };
  try {
    return optionsOf(parseArgs({ args, options: FLAGS, strict: true }).values);
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

type Values = { readonly [K in keyof typeof FLAGS]?: string };

function optionsOf(values: Values): ProgramOptions {
  if (values.file !== undefined && values.database !== undefined)
    throw new Error("Pass --file or --database, not both.");
  if (values.key !== undefined && !values.key.startsWith("sk_test_"))
    throw new Error("--key must begin with sk_test_.");
  const retryDays = values["retry-days"]?.split(",").map((day) => numberOf("--retry-days", day));
  const delayed = values["delayed-days"];
  return {
    port: numberOf("--port", values.port ?? ""),
    secretKey: values.key,
    file: values.file,
    database: values.database,
    webhook: values.webhook,
    account: {
      ...(retryDays === undefined ? {} : { retryDays }),
      ...(delayed === undefined ? {} : { delayedPaymentDays: numberOf("--delayed-days", delayed) }),
    },
  };
}

function numberOf(flag: string, text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new Error(`${flag} must be a whole number, not "${text}".`);
}
