import { z } from "zod";
import { chargeIdIn, chargeIdOut, grantIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { answered } from "./balance.ts";

/** What `charges.create` takes. */
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

/** What `charges.create` answers. */
export const chargeAnswer = answered
  .extend({
    charge: chargeIdOut,
    charged: amountOut,
    becameOwed: amountOut.meta({ description: "The part of it that credit did not cover." }),
  })
  .meta({ description: "A charge and the balance after it." });

/** What `charges.refund` takes. */
export const refundChargeInput = commandInput
  .extend({
    charge: chargeIdIn,
    amount: amountIn.meta({ description: "Up to what is left of the charge after earlier refunds." }),
  })
  .meta({ description: "A refund of a part of a charge." });

/** What `charges.refund` answers. */
export const refundAnswer = answered
  .extend({
    charge: chargeIdOut,
    forgiven: amountOut.meta({ description: "The part that was still owed and is owed no more." }),
    refunded: amountOut.meta({ description: "The part that came back as credit." }),
    grants: z
      .array(grantIdOut)
      .readonly()
      .meta({ description: "The refund grants, one for each grant that had paid." }),
  })
  .meta({ description: "What a refund gave back, and the balance after it." });
