import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

/**
 * L18: credit that returns to an expired grant, or is issued after its expiry, expires in the same transaction.
 * So the next entries, with the same time, are the expiries of all such grants. The revocations of released credit
 * that was taken back come before them.
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
        const isRevocation = kind === "grant_revoked" && at === since && postings.some(({ from }) => from === "held");
        if (!isExpiry && !isRevocation) reportAll();
        else if (isExpiry && cause.avail === 0n) waiting.delete(cause);
      }
      for (const [grantId, amount] of gainsOf(postings)) {
        if (amount <= 0n) continue;
        const grant = grants.get(grantId);
        if (grant?.row.expiresAt === null || grant === undefined || grant.row.expiresAt > at) continue;
        waiting.set(grant, seq);
        since = at;
      }
    },
    end: reportAll,
  };
}

/** How much available credit each grant gained or lost by an entry. */
function gainsOf(postings: EntryRow["postings"]): Map<string, bigint> {
  const gains = new Map<string, bigint>();
  for (const { from, to, amount, grantId } of postings) {
    if (grantId === null) continue;
    if (to === "avail") gains.set(grantId, (gains.get(grantId) ?? 0n) + amount);
    if (from === "avail") gains.set(grantId, (gains.get(grantId) ?? 0n) - amount);
  }
  return gains;
}
