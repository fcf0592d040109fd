import type { Asks } from "./attempts/resolve-attempt.ts";
import { askSaved } from "./attempts/send-attempt.ts";
import { askPeriod } from "./plans/ask-period.ts";

/** How the gateway is asked for the payments that need no page. */
export const ASKS: Asks = {
  saved: askSaved,
  invoice: askPeriod,
};
