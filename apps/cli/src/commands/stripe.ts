import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addStripeCheck } from "./stripe-check.ts";
import { addStripeSetup } from "./stripe-setup.ts";

export function addStripe(program: Command, console: Console): void {
  const stripe = program
    .command("stripe")
    .summary("set up Stripe, and look whether it is right")
    .description(
      "Sets Stripe up and looks whether it is right.\n" +
        "The key of Stripe is in STRIPE_SECRET_KEY, or in the file that STRIPE_SECRET_KEY_FILE names.",
    );
  for (const add of [addStripeSetup, addStripeCheck]) add(stripe, console);
}
