import { z } from "zod";
import { holdIdIn, holdIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { commandAnswer } from "./balance.ts";

/** The input of `holds.place`. */
export const placeHoldInput = commandInput
  .extend({
    amount: amountIn,
    ttlSeconds: z
      .int()
      .min(1)
      .max(31_536_000)
      .optional()
      .meta({ description: "When the hold expires if it is still open, at most a year; never, if not given." }),
  })
  .meta({ description: "Credit to reserve." });

/** The input of `holds.settle`. */
export const settleHoldInput = commandInput
  .extend({
    hold: holdIdIn,
    amount: amountIn,
    close: z.boolean().default(false).meta({ description: "Releases the rest and ends the hold." }),
    resource: callerRef.optional(),
  })
  .meta({ description: "A part of a hold to charge." });

/** The input of `holds.release`. */
export const releaseHoldInput = commandInput
  .extend({ hold: holdIdIn, amount: amountIn })
  .meta({ description: "A part of a hold to give back." });

/** The input of `holds.void`. */
export const voidHoldInput = commandInput
  .extend({ hold: holdIdIn })
  .meta({ description: "A hold to close without a charge." });

/** The states of a hold. */
export const holdState = z.enum(["open", "settled", "voided", "expired"]);

/** The output of every procedure of `holds`. */
export const holdAnswer = commandAnswer
  .extend({
    hold: holdIdOut,
    state: holdState,
    open: amountOut.meta({ description: "The amount that is still reserved." }),
    charged: amountOut.meta({ description: "Charged by this command." }),
    released: amountOut.meta({ description: "Given back by this command." }),
  })
  .meta({ description: "A hold and the balance after a command on it." });
