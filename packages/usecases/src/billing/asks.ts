import { InvariantError } from "@scrip/db/connection";
import type { Asks } from "./attempts/resolve-attempt.ts";
import { askSaved } from "./attempts/send-attempt.ts";

/** How the gateway is asked for the payments that need no page. */
export const ASKS: Asks = {
  saved: askSaved,
  // FOUNDATION: plans put their way in place of this one.
  invoice: () => Promise.reject(new InvariantError("invoices of plans are not asked for yet")),
};
