import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";

/**
 * L10: `at` never decreases, both times are whole milliseconds, and the organization's row has the last `at`. Its test
 * clock is not behind that, and its first entry came after its creation.
 */
export function checkTime({ head, opening }: Pick<Accounts, "head" | "opening">, report: Report): Check {
  let last = opening.at;
  let isFirst = opening.seq === 0;
  return {
    entry({ seq, at, recordedAt }) {
      const reportL10 = (message: string): void => report("L10", [`entry ${seq}`], message);
      if (!Number.isInteger(at)) reportL10(`"at" is ${at} ms, not whole milliseconds`);
      if (!Number.isInteger(recordedAt)) reportL10(`"recorded_at" is ${recordedAt} ms, not whole milliseconds`);
      // A test clock may begin in the past or in the future of PostgreSQL's.
      if (isFirst && head.createdAt > Math.max(at, recordedAt))
        report(
          "L10",
          [`organization ${head.orgId}`],
          `it was created at ${shown(head.createdAt)}, after its first entry`,
        );
      isFirst = false;
      if (at < last) reportL10(`"at" is ${shown(at)}, earlier than ${shown(last)} of the previous entry`);
      last = at;
    },
    end() {
      if (head.clockAt !== null && head.clockAt < head.at)
        report(
          "L10",
          [`organization ${head.orgId}`],
          `its clock is at ${shown(head.clockAt)}, before ${shown(head.at)}`,
        );
      if (last === Number.NEGATIVE_INFINITY || head.at === last) return;
      const message = `the organization's row is at ${shown(head.at)}, its last entry at ${shown(last)}`;
      report("L10", [`organization ${head.orgId}`], message);
    },
  };
}

function shown(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : String(at);
}
