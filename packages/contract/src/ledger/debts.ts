import { debtIdIn, debtIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { commandAnswer } from "./balance.ts";

/** The input of `debts.forgive`. */
export const forgiveDebtInput = commandInput
  .extend({
    debt: debtIdIn.meta({ description: "The debt of a charge has the charge's id after its own prefix." }),
    amount: amountIn.meta({ description: "At most the open part of the debt." }),
  })
  .meta({ description: "A part of a debt to write off." });

/** The output of `debts.forgive`. */
export const forgiveAnswer = commandAnswer
  .extend({
    debt: debtIdOut,
    forgiven: amountOut,
    open: amountOut.meta({ description: "The part of the debt that is still owed." }),
  })
  .meta({ description: "The result of writing off a debt, and the balance after it." });
