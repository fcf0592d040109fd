import { debtIdIn, debtIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { answered } from "./balance.ts";

/** Up to what is open of the debt. The debt of a charge has the charge's id, behind its own prefix. */
export const forgiveDebtInput = commandInput.extend({ debt: debtIdIn, amount: amountIn });

export const forgiveAnswer = answered.extend({
  debt: debtIdOut,
  forgiven: amountOut,
  /** What is still owed of it. */
  open: amountOut,
});
