import type { Command } from "commander";
import type { Console } from "../console.ts";
import { addStripePause } from "./stripe-pause.ts";
import { addStripeReconcile } from "./stripe-reconcile.ts";

export function addStripe(program: Command, console: Console): void {
  const stripe = program
    .command("stripe")
    .summary("pause charging, and compare payments with Stripe")
    .description(
      "Pauses and resumes charging, and compares the payments that Stripe took with the books.\n" +
        "The key of Stripe is in STRIPE_SECRET_KEY, or in the file that STRIPE_SECRET_KEY_FILE names.",
    );
  for (const add of [addStripePause, addStripeReconcile]) add(stripe, console);
}
