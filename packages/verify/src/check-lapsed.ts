import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";

/**
 * L18: credit that comes back to a grant which has expired (or is issued so late) expires in the same
 * transaction: the entries that follow at the same time are the expiries of all such grants.
 */
export function checkLapsed({ grants }: Pick<Accounts, "grants">, report: Report): Check {
  const waiting = new Map<GrantAccount, number>();
  let since = 0;
  const tellAll = (): void => {
    for (const [{ row, avail }, seq] of waiting)
      report(
        "L18",
        [`entry ${seq}`, `grant ${row.id}`],
        `${avail} came back to a grant that had expired, and did not expire at once`,
      );
    waiting.clear();
  };
  return {
    entry({ seq, at, kind, causeId, postings }) {
      if (waiting.size > 0) {
        const cause = grants.get(causeId);
        const isExpiry = kind === "grant_expired" && at === since && cause !== undefined && waiting.has(cause);
        if (!isExpiry) tellAll();
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
    end: tellAll,
  };
}
