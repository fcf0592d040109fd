import type { DueKind } from "@scrip/domain/due";
import type { Instant } from "@scrip/domain/ledger";
import type { Pool } from "pg";
import { reach } from "../connection/crash-points.ts";
import { InvariantError } from "../connection/errors.ts";
import { plainArray, type Query } from "../connection/query.ts";
import { inTransaction, onPool } from "../connection/transaction.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { type Books, runBatch } from "../ledger/run-batch.ts";
import { commandOf, type DueWork } from "./due-work.ts";

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
export async function advanceClock(
  ledger: Pick<Ledger, "pool" | "announce">,
  books: Books,
  orgId: string,
  to: Instant,
): Promise<Advanced | ClockProblem> {
  const advanced = await advance(ledger, books, orgId, to);
  // The time alone matters too: credit that has lapsed is no longer spendable.
  if (typeof advanced !== "string") ledger.announce({ orgIds: [orgId], dueAt: null });
  return advanced;
}

async function advance(
  { pool, announce }: Pick<Ledger, "pool" | "announce">,
  books: Books,
  orgId: string,
  to: Instant,
): Promise<Advanced | ClockProblem> {
  const free = await step(onPool(pool), orgId, to, true);
  if (typeof free === "string" || free.due === null) return typeof free === "string" ? free : { at: free.at, ran: 0 };
  let ran = 0;
  let last = "";
  for (;;) {
    const next = await inTransaction(pool, (query) => stepAndRun(query, books, orgId, to));
    if (typeof next === "string" || next.due === null) return typeof next === "string" ? next : { at: next.at, ran };
    const name = `${next.due.kind} ${next.due.refId} at ${next.at}`;
    if (name === last) throw new InvariantError(`due work does not go away: ${name} of organization ${orgId}`);
    last = name;
    ran += 1;
    announce({ orgIds: [orgId], dueAt: null });
    reach("clock.told");
  }
}

/** Where a step came to: the time, and the work that fell due at it. */
interface Step {
  readonly at: Instant;
  readonly due: DueWork | null;
}

/** Sets the time to the next piece of due work and runs it, or to the target where nothing is due. */
async function stepAndRun(query: Query, books: Books, orgId: string, to: Instant): Promise<Step | ClockProblem> {
  const next = await step(query, orgId, to, false);
  if (typeof next === "string" || next.due === null) return next;
  reach("clock.stepped");
  const { outcomes } = await runBatch(query, books, [{ command: commandOf(next.due), key: null }]);
  if (outcomes[0] instanceof Error) throw outcomes[0];
  reach("clock.ran");
  return next;
}

/** Most advances pass no due work: those are one statement, and one round trip. */
async function step(query: Query, orgId: string, to: Instant, onlyFree: boolean): Promise<Step | ClockProblem> {
  const rows = await query({
    name: "ledger-clock-step",
    text: "SELECT clock_at, due_kind, due_ref FROM step_clock($1, $2::timestamptz, $3)",
    values: [orgId, new Date(to).toISOString(), onlyFree],
  });
  const row = rows[0] as { clock_at: Date | null; due_kind: DueKind | null; due_ref: string | null } | undefined;
  if (row === undefined) return "organization_not_found";
  if (row.clock_at === null) return "not_on_test_clock";
  const { clock_at: at, due_kind: kind, due_ref: refId } = row;
  return { at: at.getTime(), due: kind === null || refId === null ? null : { orgId, kind, refId } };
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
    const rows = await query({
      text: "SELECT seq FROM organizations WHERE org_id = $1 FOR NO KEY UPDATE",
      values: [orgId],
    });
    if (rows[0] === undefined) return "organization_not_found";
    if (Number(rows[0].seq) > 0) return "clock_after_entries";
    const moment = new Date(at).toISOString();
    // The time of its creation with it: entries never lie before that, and the clock may.
    await query({ text: "UPDATE organizations SET clock_at = $2, at = $2 WHERE org_id = $1", values: [orgId, moment] });
    await query({ text: "UPDATE due SET on_test_clock = true WHERE org_id = $1", values: [orgId] });
    return "created";
  });
}
