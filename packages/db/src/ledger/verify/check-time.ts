import type { Accounts } from "./accounts.ts";
import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";

/** L10: `at` never decreases, both times are whole milliseconds, and the organization's row has the last `at`. */
export function checkTime({ head }: Pick<Accounts, "head">, report: Report): Check {
  let last = Number.NEGATIVE_INFINITY;
  return {
    entry({ seq, at, recordedAt }) {
      const rows = [`entry ${seq}`];
      if (!Number.isInteger(at)) report("L10", rows, `"at" is ${at} ms, not whole milliseconds`);
      if (!Number.isInteger(recordedAt))
        report("L10", rows, `"recorded_at" is ${recordedAt} ms, not whole milliseconds`);
      if (at < last) report("L10", rows, `"at" is ${shown(at)}, before the ${shown(last)} of the entry before`);
      last = at;
    },
    end() {
      if (last === Number.NEGATIVE_INFINITY || head.at === last) return;
      const message = `the organization's row is at ${shown(head.at)}, its last entry at ${shown(last)}`;
      report("L10", [`organization ${head.orgId}`], message);
    },
  };
}

function shown(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : String(at);
}
