import { InvariantError, inTransaction, onPool, type Query, reach } from "@scrip/db/connection";
import { type ClockProblem, type ClockStep, type DueWork, stepClock } from "@scrip/db/due";
import type { Instant, PlanWorkAnswer } from "@scrip/domain/ledger";
import { type DueDeps, type DueHandler, type DueRegistry, leftBy } from "./due-handler.ts";

/** The time of a test clock after an advance. */
export interface Advanced {
  readonly at: Instant;
  /** The number of pieces of due work that ran on the way. */
  readonly ran: number;
}

/**
 * Moves a test clock, never back, and runs all due work on the way in the order of (due_at, rank of the kind, id),
 * each piece at its due time. Work of one home runs in the transaction that sets the time; work in steps runs after it, and the
 * clock waits for it. The next advance continues an interrupted one.
 * @returns the time that the clock reached, or the reason why it does not move
 * @throws the error of work that failed; the clock keeps the due time of that work
 * @source docs/rules.md#test-clocks
 */
export async function moveClock(
  deps: DueDeps,
  registry: DueRegistry,
  orgId: string,
  to: Instant,
): Promise<Advanced | ClockProblem> {
  const advanced = await advance(deps, registry, orgId, to);
  // Announce even if no due work ran: credit may have expired at the new time.
  if (typeof advanced !== "string") deps.ledger.announce({ orgIds: [orgId], dueAt: null });
  return advanced;
}

async function advance(
  deps: DueDeps,
  registry: DueRegistry,
  orgId: string,
  to: Instant,
): Promise<Advanced | ClockProblem> {
  const { ledger } = deps;
  // Most advances pass no due work. Those take one statement, and one round trip.
  const free = await ledger.route(orgId, (pool) => stepClock(onPool(pool), orgId, to, { onlyFree: true }));
  if (typeof free === "string") return free;
  if (free.due === null) return { at: free.at, ran: 0 };
  let ran = 0;
  let last = "";
  for (;;) {
    const next = await ledger.route(orgId, (pool) =>
      inTransaction(pool, (tx) => stepAndRun(deps, registry, tx, orgId, to)),
    );
    if (typeof next === "string") return next;
    if (next.due === null) return { at: next.at, ran };
    const handler = registry[next.due.kind];
    if (next.left === "steps" && "steps" in handler) {
      await handler.steps(deps, next.due);
      reach("clock.ran");
    }
    const name = `${next.due.kind} ${next.due.refId} at ${next.at}`;
    if (name === last) throw new InvariantError(`due work does not go away: ${name} of organization ${orgId}`);
    // Work of several days that comes late runs once for each of them, all at the time that the clock has reached.
    last = next.left === "more" ? "" : name;
    ran += next.ran;
    ledger.announce({ orgIds: [orgId], dueAt: null });
    reach("clock.announced");
  }
}

/** A step of a clock, and what is left of the work at it. */
type Ran = ClockStep & { readonly left: PlanWorkAnswer["left"]; readonly ran: number };

/** Sets the time to the next due work and runs it, unless it runs in steps; or to the target if no work is due. */
async function stepAndRun(
  deps: DueDeps,
  registry: DueRegistry,
  tx: Query,
  orgId: string,
  to: Instant,
): Promise<Ran | ClockProblem> {
  const next = await stepClock(tx, orgId, to);
  if (typeof next === "string") return next;
  if (next.due === null) return { ...next, left: "nothing", ran: 0 };
  reach("clock.stepped");
  const handler = registry[next.due.kind];
  if ("ahead" in handler && handler.ahead !== undefined) {
    const { ran, at } = await handler.ahead(deps, tx, next.due, { at: next.at, to });
    if (at > next.at) await stepClock(tx, orgId, at);
    reach("clock.ran");
    return { ...next, left: "nothing", ran };
  }
  const left = await runWithin(deps, handler, tx, next.due);
  if (left !== "steps") reach("clock.ran");
  return { ...next, left, ran: 1 };
}

/** Runs work in the transaction of the clock, unless it runs in steps. @returns what is left of it */
async function runWithin(
  deps: DueDeps,
  handler: DueHandler,
  tx: Query,
  work: DueWork,
): Promise<PlanWorkAnswer["left"]> {
  if (!("steps" in handler)) {
    await handler.run(deps, tx, work);
    return "nothing";
  }
  if (!("command" in handler)) return "steps";
  return leftBy(await deps.ledger.within(tx, handler.command(work), null), handler);
}
