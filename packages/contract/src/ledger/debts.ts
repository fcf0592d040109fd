import { debtIdIn, debtIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { answered } from "./balance.ts";

/** What `debts.forgive` takes. */
export const forgiveDebtInput = commandInput
  .extend({
    debt: debtIdIn.meta({ description: "The debt of a charge has the charge's id after its own prefix." }),
    amount: amountIn.meta({ description: "Up to what is open of the debt." }),
  })
  .meta({ description: "A part of a debt to write off." });

/** What `debts.forgive` answers. */
export const forgiveAnswer = answered
  .extend({
    debt: debtIdOut,
    forgiven: amountOut,
    open: amountOut.meta({ description: "What is still owed of it." }),
  })
  .meta({ description: "What was written off of a debt, and the balance after it." });
