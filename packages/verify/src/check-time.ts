import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";

/** L10: `at` never decreases, both times are whole milliseconds, and the organization's row has the last `at`. */
export function checkTime({ head, opening }: Pick<Accounts, "head" | "opening">, report: Report): Check {
  let last = opening.at;
  return {
    entry({ seq, at, recordedAt }) {
      const reportL10 = (message: string): void => report("L10", [`entry ${seq}`], message);
      if (!Number.isInteger(at)) reportL10(`"at" is ${at} ms, not whole milliseconds`);
      if (!Number.isInteger(recordedAt)) reportL10(`"recorded_at" is ${recordedAt} ms, not whole milliseconds`);
      if (at < last) reportL10(`"at" is ${shown(at)}, earlier than ${shown(last)} of the previous entry`);
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
