import type { SetUpStep } from "@scrip/payments/account";
import type { Command } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { origin, stripeSettings, wantedAccount } from "./stripe-account.ts";

interface SetupOptions {
  readonly origin: string;
  readonly json?: true;
}

export function addStripeSetup(stripe: Command, console: Console): void {
  stripe
    .command("setup")
    .summary("make at Stripe what Scrip needs")
    .description(
      "Makes the products and prices of the catalog's plans, the configuration of the Billing Portal and the webhook\n" +
        "endpoint, or brings them up to date. Safe to repeat. The signing secret of a new endpoint is shown once.",
    )
    .requiredOption("--origin <url>", "where browsers and Stripe find the server, as SCRIP_ORIGIN", origin)
    .option("--json", "print one JSON object")
    .action((options: SetupOptions) => setUp(console, options));
}

async function setUp(console: Console, options: SetupOptions): Promise<void> {
  const { setUpAccount } = await import("@scrip/payments/account");
  const settings = await stripeSettings(console);
  const steps: SetUpStep[] = [];
  try {
    for await (const step of setUpAccount(settings, await wantedAccount(console, options.origin))) {
      steps.push(step);
      if (!options.json) console.note(inWords(step));
    }
  } catch (error) {
    throw failure(error);
  }
  if (options.json) {
    console.out(JSON.stringify({ steps }));
    return;
  }
  const secret = steps.find((step) => step.secret !== undefined)?.secret;
  if (secret === undefined) return;
  console.note("Set STRIPE_WEBHOOK_SECRET of the API to this signing secret. Stripe shows it this once:");
  console.out(secret);
}

const TITLES = { price: "Price", portal: "Portal", webhook: "Webhook" } as const;

function inWords({ what, id, name, isNew }: SetUpStep): string {
  return `${TITLES[what].padEnd(8)} ${name}: ${isNew ? "made" : "there already, and up to date"} (${id})`;
}

/** Prints a failure at Stripe in one line. */
export function failure(error: unknown): unknown {
  const isOfGateway = error instanceof Error && error.name === "GatewayError";
  return isOfGateway ? new CouldNotRun(error.message) : error;
}
