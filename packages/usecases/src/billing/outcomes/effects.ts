import type { PaymentPurpose } from "@scrip/db/billing";
import { giveCredit } from "./give-credit.ts";
import { noteAutomatic, notePurchase } from "./note-top-up.ts";
import type { Effect } from "./outcome.ts";
import { PLAN_EFFECT } from "./plan-effect.ts";

/**
 * What follows from the outcome of an attempt, by its purpose.
 * @source docs/rules.md#payment-attempts
 */
export const EFFECTS: Readonly<Record<PaymentPurpose, Effect>> = {
  purchase: { paid: giveCredit, noted: notePurchase },
  auto_topup: { paid: giveCredit, noted: noteAutomatic },
  subscription: PLAN_EFFECT,
};
