import { z } from "zod";
import { chargeIdIn, chargeIdOut, grantIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { commandAnswer } from "./balance.ts";

/** The input of `charges.create`. */
export const createChargeInput = commandInput
  .extend({
    amount: amountIn,
    onShortfall: z
      .enum(["refuse", "owe"])
      .default("refuse")
      .meta({ description: "What happens if credit does not cover the amount." }),
    resource: callerRef.optional(),
    project: callerRef.optional(),
    member: callerRef.optional(),
  })
  .meta({ description: "A charge of available credit, without a hold." });

/** The output of `charges.create`. */
export const chargeAnswer = commandAnswer
  .extend({
    charge: chargeIdOut,
    charged: amountOut,
    becameOwed: amountOut.meta({ description: "The part of the charge that credit did not cover." }),
  })
  .meta({ description: "A charge and the balance after it." });

/** The input of `charges.refund`. */
export const refundChargeInput = commandInput
  .extend({
    charge: chargeIdIn,
    amount: amountIn.meta({ description: "At most the rest of the charge after earlier refunds." }),
  })
  .meta({ description: "A refund of a part of a charge." });

/** The output of `charges.refund`. */
export const refundAnswer = commandAnswer
  .extend({
    charge: chargeIdOut,
    forgiven: amountOut.meta({ description: "The part that was still owed and is now forgiven." }),
    refunded: amountOut.meta({ description: "The part that came back as credit." }),
    grants: z
      .array(grantIdOut)
      .readonly()
      .meta({ description: "The refund grants, one for each grant that had paid." }),
  })
  .meta({ description: "The result of a refund, and the balance after it." });
