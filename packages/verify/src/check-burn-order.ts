import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

/**
 * L16: an entry takes available credit from a grant only if each spendable grant before it in burn order
 * is empty after the entry. L31: no credit is spendable while the organization owes something.
 */
export function checkBurnOrder(accounts: Accounts, report: Report): Check {
  let owedBefore = false;
  return {
    entry({ seq, at, postings }) {
      const first = accounts.free.first(at);
      if (first !== null)
        for (const taken of takenFrom(accounts, postings, first.rank)) {
          const message = `the entry takes credit from grant ${taken.row.id} and leaves ${first.avail} in a grant that burns earlier`;
          report("L16", [`entry ${seq}`, `grant ${taken.row.id}`, `grant ${first.row.id}`], message);
        }
      const owesNow = accounts.owed > 0n && first !== null;
      if (owesNow && !owedBefore) {
        const message = `${accounts.owed} is owed after the entry, although this grant has ${first.avail} of spendable credit`;
        report("L31", [`entry ${seq}`, `grant ${first.row.id}`], message);
      }
      owedBefore = owesNow;
    },
    end: nothing,
  };
}

/** The grants after `rank` in burn order from which the postings take available credit; usually none. */
function takenFrom({ grants }: Accounts, postings: EntryRow["postings"], rank: number): Set<GrantAccount> {
  const taken = new Set<GrantAccount>();
  for (const { from, to, grantId } of postings) {
    if (grantId === null || from !== "avail" || (to !== "held" && to !== "spent")) continue;
    const grant = grants.get(grantId);
    if (grant !== undefined && grant.rank > rank) taken.add(grant);
  }
  return taken;
}
