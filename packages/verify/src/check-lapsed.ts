import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";

/**
 * L18: credit that returns to an expired grant, or is issued after its expiry, expires in the same transaction.
 * So the next entries, with the same time, are the expiries of all such grants.
 */
export function checkLapsed({ grants }: Pick<Accounts, "grants">, report: Report): Check {
  const waiting = new Map<GrantAccount, number>();
  let since = 0;
  const reportAll = (): void => {
    for (const [{ row, avail }, seq] of waiting)
      report(
        "L18",
        [`entry ${seq}`, `grant ${row.id}`],
        `${avail} returned to an expired grant and did not expire at once`,
      );
    waiting.clear();
  };
  return {
    entry({ seq, at, kind, causeId, postings }) {
      if (waiting.size > 0) {
        const cause = grants.get(causeId);
        const isExpiry = kind === "grant_expired" && at === since && cause !== undefined && waiting.has(cause);
        if (!isExpiry) reportAll();
        else if (cause.avail === 0n) waiting.delete(cause);
      }
      for (const { to, grantId } of postings) {
        if (to !== "avail" || grantId === null) continue;
        const grant = grants.get(grantId);
        if (grant?.row.expiresAt === null || grant === undefined || grant.row.expiresAt > at) continue;
        waiting.set(grant, seq);
        since = at;
      }
    },
    end: reportAll,
  };
}
