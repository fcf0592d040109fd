import type { Finding } from "@scrip/payments/account";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { origin, stripeSettings, wantedAccount } from "./stripe-account.ts";
import { failure } from "./stripe-setup.ts";

interface CheckOptions {
  readonly origin: string;
  readonly json?: true;
}

export function addStripeCheck(stripe: Command, console: Console): void {
  stripe
    .command("check")
    .summary("look whether Stripe is set up as Scrip needs it")
    .description(
      "Looks at the key and its rights, the account, the clock, the prices of plans, the Billing Portal, the webhook\n" +
        "endpoint and Stripe's own retries. It changes nothing. Exit code 1: something is to be done.",
    )
    .requiredOption("--origin <url>", "where browsers and Stripe find the server, as SCRIP_ORIGIN", origin)
    .option("--json", "print one JSON object")
    .action((options: CheckOptions) => check(console, options));
}

async function check(console: Console, options: CheckOptions): Promise<void> {
  const { checkAccount } = await import("@scrip/payments/account");
  const settings = await stripeSettings(console);
  const wanted = await wantedAccount(console, options.origin);
  const findings: Finding[] = [];
  try {
    for await (const finding of checkAccount(settings, wanted, Date.now)) {
      findings.push(finding);
      if (!options.json) console.out(inWords(finding));
    }
  } catch (error) {
    throw failure(error);
  }
  if (options.json) console.out(JSON.stringify({ findings }));
  if (findings.some(({ isRight }) => !isRight)) console.exitWith(1);
}

function inWords({ isRight, says, advice }: Finding): string {
  return advice === null ? `${isRight ? "✓" : "✗"} ${says}` : `✗ ${says}\n  ${advice}`;
}
