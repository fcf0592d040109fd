import { greatest, type Micros } from "../../money/index.ts";
import type { Endpoint, StopReason } from "./endpoint.ts";

/** The credit of an organization at an instant, in micro-USD. */
export interface CreditLeft {
  /** Credit that may be spent. */
  readonly spendable: Micros;
  readonly owed: Micros;
  /** What work without a hold has accrued and nobody has settled. */
  readonly accrued: Micros;
}

/** What an endpoint should do, and why. */
export interface EndpointStanding {
  readonly decision: "continue" | "stop";
  /** Why it is stopped; or, while it runs on into its overdraft, that credit is missing. */
  readonly reason: StopReason | null;
  /** The credit that is missing to be above zero, in micro-USD; `null` if there is some, or if its service stopped it. */
  readonly missing: Micros | null;
}

/**
 * What an endpoint should do at an instant. One that is stopped stays so, whatever credit came since: its service starts it
 * again.
 * @source docs/rules.md#endpoints-at-zero
 */
export function standingOf(
  { state, stopReason }: Pick<Endpoint, "state" | "stopReason">,
  credit: CreditLeft,
): EndpointStanding {
  const missing = missingToRun(credit);
  const isShort = missing > 0n && stopReason !== "asked";
  return {
    decision: state === "running" ? "continue" : "stop",
    reason: stopReason ?? (isShort ? "insufficient_credit" : null),
    missing: isShort ? missing : null,
  };
}

/** The credit that is missing to be above zero once accrued time is settled, in micro-USD; zero if none is. */
function missingToRun({ spendable, owed, accrued }: CreditLeft): Micros {
  const left = spendable - owed - accrued;
  return greatest(1n - left, 0n);
}
