import { z } from "zod";

/** The variables of payments. Without a key the platform takes none. */
export const stripeFields = {
  /** The secret or restricted key: `sk_...`, `rk_...`. */
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[sr]k_(test|live)_\w+$/, "must be a secret or restricted key of Stripe, such as rk_live_...")
    .optional(),
  /** The signing secret of the webhook endpoint; two, separated by a comma, while one replaces the other. */
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(",").map((secret) => secret.trim()))
    .pipe(
      z
        .array(z.string().regex(/^whsec_\w+$/, "must be one or two signing secrets, such as whsec_..."))
        .min(1)
        .max(2),
    )
    .optional(),
  /** The address of a local Stripe. Production does not start with it. */
  SCRIP_STRIPE_URL: z.url().optional(),
};

/** The variables of payments, as they were read. */
export interface StripeEnv {
  readonly STRIPE_SECRET_KEY?: string | undefined;
  readonly STRIPE_WEBHOOK_SECRET?: readonly string[] | undefined;
  readonly SCRIP_STRIPE_URL?: string | undefined;
}

/**
 * Checks that no real money moves by accident, and that events can be checked where they arrive.
 * @param receivesEvents whether the process has the address to which Stripe sends its events
 */
export function checkStripe(
  env: StripeEnv & { readonly NODE_ENV: string },
  context: z.RefinementCtx,
  receivesEvents: boolean,
): void {
  const problem = (name: keyof StripeEnv, message: string) =>
    context.addIssue({ code: "custom", path: [name], message });
  const { NODE_ENV, STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secrets, SCRIP_STRIPE_URL: local } = env;
  const isProduction = NODE_ENV === "production";
  if (isProduction && local !== undefined)
    problem("SCRIP_STRIPE_URL", "is the address of a local Stripe, and production does not start with it");
  if (!isProduction && key?.includes("_live_"))
    problem("STRIPE_SECRET_KEY", "moves real money, and only production (NODE_ENV) starts with it");
  if (receivesEvents && key !== undefined && secrets === undefined) problem("STRIPE_WEBHOOK_SECRET", "is not set");
}
