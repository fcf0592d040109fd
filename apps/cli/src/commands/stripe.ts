import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addStripeCheck } from "./stripe-check.ts";
import { addStripePause } from "./stripe-pause.ts";
import { addStripeReconcile } from "./stripe-reconcile.ts";
import { addStripeSetup } from "./stripe-setup.ts";

export function addStripe(program: Command, console: Console): void {
  const stripe = program
    .command("stripe")
    .summary("set up Stripe, compare its payments with the books, pause charging")
    .description(
      "Sets Stripe up, looks whether it is right, compares its payments with the books, and pauses charging.\n" +
        "The key of Stripe is in STRIPE_SECRET_KEY, or in the file that STRIPE_SECRET_KEY_FILE names.",
    );
  for (const add of [addStripeSetup, addStripeCheck, addStripeReconcile, addStripePause]) add(stripe, console);
}
