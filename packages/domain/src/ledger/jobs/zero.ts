import { MAX_BALANCE, type Micros } from "../../money/index.ts";
import type { WorkPolicy } from "../state/terms.ts";

/**
 * Whether work goes on without credit and pays later. Other work pauses or is refused.
 * @source docs/rules.md#at-zero
 */
export function paysLater({ atZero }: Pick<WorkPolicy, "atZero">): boolean {
  return atZero.kind === "overdraft" || atZero.kind === "accrue";
}

/** How much may be owed and not covered while work goes on, in micro-USD. Without a limit, only that of all balances. */
export function uncoveredLimit({ atZero }: Pick<WorkPolicy, "atZero">): Micros {
  if (atZero.kind === "overdraft") return atZero.limit;
  return atZero.kind === "accrue" ? MAX_BALANCE : 0n;
}
