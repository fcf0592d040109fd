import type { Micros } from "../../money/index.ts";
import type { Instant } from "../state/ids.ts";
import type { FreeCredit } from "./free-credit.ts";

/** The parts of available credit, in micro-USD. */
export interface CreditParts {
  readonly promotional: Micros;
  readonly paid: Micros;
  /** The next expiry: its time, and the amount that lapses then; `null` if no credit lapses. */
  readonly nextExpiry: { readonly at: Instant; readonly amount: Micros } | null;
}

/** Adds up the parts of free credit. @param credit soonest to lapse first */
export function creditParts(credit: readonly FreeCredit[]): CreditParts {
  const [soonest] = credit;
  return {
    promotional: credit.reduce((sum, { promotional }) => sum + promotional, 0n),
    paid: credit.reduce((sum, { paid }) => sum + paid, 0n),
    nextExpiry:
      soonest === undefined || soonest.expiresAt === null
        ? null
        : { at: soonest.expiresAt, amount: soonest.promotional + soonest.paid },
  };
}
