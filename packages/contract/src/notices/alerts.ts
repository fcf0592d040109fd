import { MOST_EXPIRY_DAYS, MOST_RUNWAY_HOURS } from "@scrip/domain/notices";
import { z } from "zod";
import { amountIn, amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";

const hours = z.int().min(1).max(MOST_RUNWAY_HOURS);
const days = z.int().min(1).max(MOST_EXPIRY_DAYS);

const MEANINGS = {
  balanceBelow: "The balance is low below this amount; null for no such notice.",
  runwayHours: "The runway is short below so many hours; null for no such notice.",
  expiryDays: "Credit is about to expire so many days before its end; null for no such notice.",
};

/** From when an organization wants notices. */
export const setAlertsInput = organizationInput
  .extend({
    balanceBelow: amountIn.nullable().meta({ description: MEANINGS.balanceBelow }),
    runwayHours: hours.nullable().meta({ description: MEANINGS.runwayHours }),
    expiryDays: days.nullable().meta({ description: MEANINGS.expiryDays }),
  })
  .meta({ description: "From when an organization wants notices." });

export const alertsAnswer = z
  .object({
    balanceBelow: amountOut.nullable().meta({ description: MEANINGS.balanceBelow }),
    runwayHours: z.number().nullable().meta({ description: MEANINGS.runwayHours }),
    expiryDays: z.number().nullable().meta({ description: MEANINGS.expiryDays }),
  })
  .meta({ description: "From when an organization wants notices." });
