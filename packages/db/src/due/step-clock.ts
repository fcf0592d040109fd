import type { DueKind } from "@scrip/domain/due";
import type { Instant } from "@scrip/domain/ledger";
import type { Query } from "../connection/query.ts";
import { requireHere } from "../connection/require-here.ts";
import type { DueWork } from "./due-work.ts";

/** Why a clock does not move. */
export type ClockProblem = "organization_not_found" | "not_on_test_clock";

/** The time of a clock after a step, and the work that is due at it; `null` if none is due up to the target. */
export interface ClockStep {
  readonly at: Instant;
  readonly due: DueWork | null;
}

/**
 * Takes one step of a test clock, under the lock of the organization. It sets the time to the next due work on the way,
 * or to the target if no work is due. The time never goes back. The caller runs the work.
 * @param tx a transaction, or a pool for a step that is a transaction of its own
 * @param onlyFree moves the clock only if no work is due on the way
 */
export async function stepClock(
  tx: Query,
  orgId: string,
  to: Instant,
  { onlyFree = false }: { onlyFree?: boolean } = {},
): Promise<ClockStep | ClockProblem> {
  const rows = await tx({
    name: "ledger-clock-step",
    text: "SELECT clock_at, due_kind, due_ref FROM step_clock($1, $2::timestamptz, $3)",
    values: [orgId, new Date(to).toISOString(), onlyFree],
  });
  const row = rows[0] as { clock_at: Date | null; due_kind: DueKind | null; due_ref: string | null } | undefined;
  if (row === undefined) {
    await requireHere(tx, orgId);
    return "organization_not_found";
  }
  if (row.clock_at === null) return "not_on_test_clock";
  const { clock_at: at, due_kind: kind, due_ref: refId } = row;
  return { at: at.getTime(), due: kind === null || refId === null ? null : { orgId, kind, refId } };
}
