import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Head } from "./head.ts";
import type { Accounts } from "./replay/accounts.ts";

/**
 * L11: an entry that was once the head still exists, with the same hash. If L9 also finds the chain up to it
 * intact, no earlier entry has changed.
 * @param known a head that was saved outside the database
 */
export function checkHead({ opening, head }: Accounts, known: Head, report: Report): Check {
  let isSeen = known.seq === 0;
  const compare = ({ seq, hash }: { seq: number; hash: string }): void => {
    if (seq !== known.seq || isSeen) return;
    isSeen = true;
    if (hash === known.hash) return;
    const message = `its hash is ${hash}; the signed list says ${known.hash}: this entry or an earlier one was changed`;
    report("L11", [`entry ${seq}`], message);
  };
  compare(opening);
  return {
    entry: compare,
    end() {
      if (isSeen) return;
      const message = `the signed list says that entry ${known.seq} is there; the last one found is ${head.lastSeq}`;
      report("L11", [`organization ${head.orgId}`, `entry ${known.seq}`], message);
    },
  };
}
