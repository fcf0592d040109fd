import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";

/** L7: the entries are numbered 1..n without gaps, and n is the number in the organization's row. */
export function checkSequence({ head, opening }: Pick<Accounts, "head" | "opening">, report: Report): Check {
  let last = opening.seq;
  return {
    entry({ seq }) {
      if (seq === last) report("L7", [`entry ${seq}`], "two entries have this number");
      else if (seq !== last + 1)
        report("L7", [`entry ${seq}`], `the entry follows entry ${last}: ${last + 1} is missing`);
      last = seq;
    },
    end() {
      if (head.seq === last) return;
      const message = `the organization's row has ${head.seq} as its last entry; the last entry found is ${last}`;
      report("L7", [`organization ${head.orgId}`], message);
    },
  };
}
