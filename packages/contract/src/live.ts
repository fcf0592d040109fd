import { z } from "zod";
import { balanceAnswer } from "./ledger/balance.ts";
import { organizationInput } from "./wire/organization-input.ts";

export const watchInput = organizationInput.extend({
  /** Set by the browser when it connects again: the number of the last entry that it has seen. */
  lastEventId: z.string().max(40).nullish(),
});

/** The balance after the newest entries; many entries in a short time make one message. */
export const balanceMoved = balanceAnswer;
