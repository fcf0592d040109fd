import type { DueKind, Instant } from "@scrip/domain/ledger";
import type { Pool } from "pg";
import { commandOf, type DueWork } from "./due-work.ts";
import { InvariantError } from "./errors.ts";
import { plainArray, type Query } from "./query.ts";
import { type Books, runBatch } from "./run-batch.ts";
import { inTransaction } from "./transaction.ts";

/** Where a test clock stands after an advance. */
export interface Advanced {
  readonly at: Instant;
  /** How many pieces of due work ran on the way. */
  readonly ran: number;
}

/** Why a clock does not move. */
export type ClockProblem = "organization_not_found" | "not_on_test_clock";

/**
 * Moves a test clock, never back, and runs everything that falls due on the way in the order of
 * (due_at, id): one transaction for each piece of work, which sets the time to its moment. An
 * advance that was cut off is taken up by the next one.
 * @source DESIGN 9
 */
export async function advanceClock(pool: Pool, books: Books, orgId: string, to: Instant): Promise<Advanced | ClockProblem> {
  let ran = 0;
  let last = "";
  for (;;) {
    const step = await inTransaction(pool, (query) => oneStep(query, books, orgId, to));
    if (typeof step === "string" || step.done === null) return typeof step === "string" ? step : { at: step.at, ran };
    const name = `${step.done.kind} ${step.done.refId} at ${step.at}`;
    if (name === last) throw new InvariantError(`due work does not go away: ${name} of organization ${orgId}`);
    last = name;
    ran += 1;
  }
}

/** Sets the time to the next piece of due work and runs it, or to the target where nothing is due. */
async function oneStep(
  query: Query,
  books: Books,
  orgId: string,
  to: Instant,
): Promise<{ at: Instant; done: DueWork | null } | ClockProblem> {
  const rows = await query({
    name: "ledger-clock-step",
    text: "SELECT clock_at, due_kind, due_ref FROM step_clock($1, $2::timestamptz)",
    values: [orgId, new Date(to).toISOString()],
  });
  const row = rows[0] as { clock_at: Date | null; due_kind: DueKind | null; due_ref: string | null } | undefined;
  if (row === undefined) return "organization_not_found";
  if (row.clock_at === null) return "not_on_test_clock";
  const at = row.clock_at.getTime();
  if (row.due_kind === null || row.due_ref === null) return { at, done: null };
  const done = { orgId, kind: row.due_kind, refId: row.due_ref };
  const { outcomes } = await runBatch(query, books, [{ command: commandOf(done), key: null }]);
  if (outcomes[0] instanceof Error) throw outcomes[0];
  return { at, done };
}

/**
 * Puts an organization on a test clock, before its first entry.
 * @returns whether it is there, and whether it had entries
 */
export async function createClock(
  pool: Pool,
  orgId: string,
  at: Instant,
): Promise<"created" | "clock_after_entries" | "organization_not_found"> {
  return inTransaction(pool, async (query) => {
    await query({ text: "SELECT set_config('scrip.org_ids', $1, true)", values: [plainArray([orgId])] });
    const rows = await query({ text: "SELECT seq FROM organizations WHERE org_id = $1 FOR NO KEY UPDATE", values: [orgId] });
    if (rows[0] === undefined) return "organization_not_found";
    if (Number(rows[0].seq) > 0) return "clock_after_entries";
    const moment = new Date(at).toISOString();
    await query({ text: "UPDATE organizations SET clock_at = $2 WHERE org_id = $1", values: [orgId, moment] });
    await query({ text: "UPDATE due SET on_test_clock = true WHERE org_id = $1", values: [orgId] });
    return "created";
  });
}
