import type { Console } from "../console.ts";
import { type Finding, fault, ok, skipped } from "../doctor/finding.ts";
import { stripeSettings, wantedAccount } from "./stripe-account.ts";

/** Looks at the account at Stripe for `scrip doctor`, as `scrip stripe check` does. */
export async function lookAtStripe(console: Console): Promise<readonly Finding[]> {
  const { stripe: settings, origin } = console.env;
  if (settings.secretKey === undefined)
    return [skipped("Stripe", "STRIPE_SECRET_KEY is not set, so Stripe was not looked at.")];
  if (origin === undefined) return [skipped("Stripe", "SCRIP_ORIGIN is not set, so Stripe was not looked at.")];
  try {
    const { checkAccount } = await import("@scrip/payments/account");
    const found: Finding[] = [];
    for await (const { check, isRight, says, advice } of checkAccount(
      await stripeSettings(console),
      await wantedAccount(console, origin),
      Date.now,
    ))
      found.push(
        isRight ? ok(`Stripe: ${check}`, says) : fault(`Stripe: ${check}`, says, advice ?? "See docs/stripe.md."),
      );
    return found;
  } catch (error) {
    const says = `Stripe does not answer: ${(error as Error).message}`;
    return [
      fault("Stripe", says, "Check STRIPE_SECRET_KEY and the way to api.stripe.com. Spending goes on meanwhile."),
    ];
  }
}
