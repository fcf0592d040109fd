import type { JobLine } from "@scrip/db/read/jobs/job-line";
import { hourlyPrice } from "@scrip/domain/ledger";

/** What an hour of a job costs while it runs. */
export function perHourOf({ rate, unitsMilli }: Pick<JobLine, "rate" | "unitsMilli">): string {
  return String(hourlyPrice({ rate: BigInt(rate), unitsMilli }));
}

/** On the wire `job` is the caller's name for it, and `id` is ours. */
export function jobLineOnWire(line: JobLine) {
  const { ref, id, resource, work, mode, state, unitsMilli, project, member, startedAt, endedAt } = line;
  return {
    job: ref,
    id,
    resource,
    work,
    mode,
    state,
    unitsMilli,
    project,
    member,
    startedAt,
    endedAt,
    chargeableMs: line.chargeableMs,
    charged: line.charged,
    held: line.held,
    perHour: perHourOf(line),
  };
}
