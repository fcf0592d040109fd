import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, GrantAccount } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

/**
 * L16: an entry takes available credit of a grant only if every grant before it in burn order that is
 * spendable at the time has none left after the entry. L31: nothing is spendable while something is owed.
 */
export function checkBurnOrder(accounts: Accounts, report: Report): Check {
  let owedBeside = false;
  return {
    entry({ seq, at, postings }) {
      const first = accounts.free.first(at);
      if (first !== null)
        for (const taken of takenFrom(accounts, postings, first.rank)) {
          const message = `the entry takes credit of grant ${taken.row.id} and leaves ${first.avail} of one that burns before it`;
          report("L16", [`entry ${seq}`, `grant ${taken.row.id}`, `grant ${first.row.id}`], message);
        }
      const owesNow = accounts.owed > 0n && first !== null;
      if (owesNow && !owedBeside) {
        const message = `${accounts.owed} is owed after the entry, while credit can be spent (${first.avail} of this grant)`;
        report("L31", [`entry ${seq}`, `grant ${first.row.id}`], message);
      }
      owedBeside = owesNow;
    },
    end: nothing,
  };
}

/** The grants after `rank` in burn order of which available credit is taken, mostly none. */
function takenFrom({ grants }: Accounts, postings: EntryRow["postings"], rank: number): Set<GrantAccount> {
  const taken = new Set<GrantAccount>();
  for (const { from, to, grantId } of postings) {
    if (grantId === null || from !== "avail" || (to !== "held" && to !== "spent")) continue;
    const grant = grants.get(grantId);
    if (grant !== undefined && grant.rank > rank) taken.add(grant);
  }
  return taken;
}
