import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";

/**
 * L15: available credit is taken only while its grant is effective and has not expired, and a grant is
 * never issued before it is effective. L17: credit is booked as expired only after its grant has expired.
 */
export function checkInterval({ grants }: Pick<Accounts, "grants">, report: Report): Check {
  return {
    entry({ seq, at, postings }) {
      for (const { from, to, amount, grantId } of postings) {
        if (grantId === null || (from !== "avail" && from !== "issued")) continue;
        const row = grants.get(grantId)?.row;
        if (row === undefined) continue;
        const reportMove = (invariant: "L15" | "L17", message: string): void =>
          report(invariant, [`entry ${seq}`, `grant ${grantId}`], `${amount} ${message}`);
        const lapsed = row.expiresAt !== null && row.expiresAt <= at;
        const isTaken = from === "avail" && (to === "held" || to === "spent");
        if ((isTaken || from === "issued") && at < row.effectiveAt)
          reportMove("L15", `moved from ${from} to ${to} before the grant was effective`);
        if (isTaken && lapsed) reportMove("L15", `moved from ${from} to ${to} after the grant had expired`);
        if (to === "expired" && !lapsed) reportMove("L17", `was booked as expired before the grant had expired`);
      }
    },
    end: nothing,
  };
}
