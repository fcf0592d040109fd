import type { Instant } from "@scrip/domain/ledger";

/** Converts an instant into Stripe's whole seconds, rounded down: at that second everything due before it has happened. */
export const toSeconds = (at: Instant): number => Math.floor(at / 1000);

/** Converts seconds of Stripe into an instant. */
export const fromSeconds = (seconds: number): Instant => seconds * 1000;
