import { formatUsd, type Micros } from "../money/index.ts";
import type { RefusalIn } from "../refusal/part.ts";
import { ok, type Result, refuse } from "../result/result.ts";
import type { ORGANIZATION_REFUSALS } from "./refusals.ts";

/** What an organization still does, when it is to be closed. */
export interface OpenBusiness {
  /** Amounts in micro-USD. */
  readonly balance: { readonly owed: Micros; readonly reserved: Micros };
  /** Jobs that run, are paused, or went silent. */
  readonly openJobs: number;
  /** Open holds that belong to no job. */
  readonly openHolds: number;
  readonly runningEndpoints: number;
}

/** Why an organization cannot be closed yet. */
export type CloseRefusal = RefusalIn<typeof ORGANIZATION_REFUSALS, "organization_owes" | "organization_runs_work">;

/**
 * Checks that an organization may be closed: it owes nothing, and nothing runs or is paused in it.
 * @returns a refusal `organization_owes` or `organization_runs_work`
 * @source docs/rules.md#closing
 */
export function checkClose({
  balance,
  openJobs,
  openHolds,
  runningEndpoints,
}: OpenBusiness): Result<null, CloseRefusal> {
  const { owed, reserved } = balance;
  if (owed > 0n)
    return refuse({
      code: "organization_owes",
      message: `The organization owes ${formatUsd(owed)}. Pay it first.`,
      data: { owed: String(owed) },
    });
  if (openJobs > 0 || openHolds > 0 || runningEndpoints > 0 || reserved > 0n)
    return refuse({
      code: "organization_runs_work",
      message: `End its work first: ${openJobs} jobs run or are paused, ${runningEndpoints} endpoints run, and ${openHolds} other holds are open.`,
      data: { jobs: openJobs, holds: openHolds, endpoints: runningEndpoints, reserved: String(reserved) },
    });
  return ok(null);
}
