import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Head } from "./head.ts";
import type { Accounts } from "./replay/accounts.ts";

/**
 * L11: an entry that was once the head is still there, with the same hash. What is before it has then not
 * changed, where the chain up to it adds up, which L9 tells.
 * @param known the head that somebody kept outside the database
 */
export function checkHead({ opening, head }: Accounts, known: Head, report: Report): Check {
  let isSeen = known.seq === 0;
  const look = ({ seq, hash }: { seq: number; hash: string }): void => {
    if (seq !== known.seq || isSeen) return;
    isSeen = true;
    if (hash === known.hash) return;
    const message = `its hash is ${hash}; the signed list says ${known.hash}: it, or what is before it, was changed`;
    report("L11", [`entry ${seq}`], message);
  };
  look(opening);
  return {
    entry: look,
    end() {
      if (isSeen) return;
      const message = `the signed list says that entry ${known.seq} is there; the last one found is ${head.lastSeq}`;
      report("L11", [`organization ${head.orgId}`, `entry ${known.seq}`], message);
    },
  };
}
