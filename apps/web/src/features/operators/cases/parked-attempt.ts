import type { Answers } from "../../../data/trpc.ts";

/** A payment that waits for a decision. */
export type ParkedAttempt = Answers["operators"]["cases"]["list"]["attempts"][number];

/** What payments are for, in words. */
export const PURPOSES: Readonly<Record<ParkedAttempt["purpose"], string>> = {
  purchase: "Purchase of credit",
  auto_topup: "Automatic top-up",
  subscription: "Payment for a plan",
};
