import { type Homes, inTransaction, reach, TransientError } from "@scrip/db/connection";
import {
  countFailedTry,
  type DueCursor,
  type DuePage,
  type DueWork,
  duePage,
  lockDue,
  type PlacedWork,
} from "@scrip/db/due";
import type { Ledger } from "@scrip/db/ledger";
import type { TaskQueue } from "@scrip/db/queue";
import { type DueDeps, type DueHandler, type DueInOneTransaction, type DueRegistry, leftBy } from "./due-handler.ts";
import { DUE } from "./handlers.ts";

/** The dependencies of running due work, all of the worker's role. */
export interface RunDueDeps extends DueDeps {
  readonly homes: Homes;
  readonly queue: TaskQueue;
}

/** The result of running the due work of one organization. */
export interface RanDue {
  readonly ran: number;
  /** Work that failed and will be retried. */
  readonly failed: readonly FailedDue[];
  /** Work that failed too often; the sweeps skip it from now on. */
  readonly parked: readonly FailedDue[];
}

/** A piece of due work and its failure. */
export interface FailedDue extends DueWork {
  readonly error: Error;
}

/** A piece of due work with its handler. */
interface Runnable {
  readonly work: PlacedWork;
  readonly handler: DueHandler;
}

interface Failure extends Runnable {
  readonly error: Error;
}

/**
 * Runs the due work of one organization, in its order. Safe to run twice at once: each handler skips work that is
 * done. After work that may make further work, such as a renewal, the rest is read again, so that a worker that was down
 * for months runs everything in the order of its time, as an advance of a test clock does. A failure is counted in the row of the work and parks it after some tries; the rest of the work
 * continues. A transient failure is not counted.
 * @param signal stops before the next piece of work
 * @param registry the handler of each kind; tests pass their own
 * @throws TransientError if the database does not answer; work that ran stays done
 * @source docs/rules.md#due-work
 */
export async function runDue(
  deps: RunDueDeps,
  orgId: string,
  signal?: AbortSignal,
  registry: DueRegistry = DUE,
): Promise<RanDue> {
  const isStopped = (): boolean => signal?.aborted === true;
  const failed: FailedDue[] = [];
  const parked: FailedDue[] = [];
  let ran = 0;
  let after: DueCursor | null = null;
  while (!isStopped()) {
    const page: DuePage = await readPage(deps.ledger, orgId, after);
    reach("due.read");
    let next = page.next;
    for (const together of runTogether(page.works, registry)) {
      if (isStopped()) break;
      const { failures, isMoreDue } = await runAll(deps, together);
      ran += together.length - failures.length;
      for (const { work, handler, error } of failures) {
        const isParked = await noteFailure(deps, handler, work, error);
        const { orgId, kind, refId } = work;
        (isParked ? parked : failed).push({ orgId, kind, refId, error });
      }
      const last = together.at(-1);
      if (last !== undefined && isMoreDue) {
        next = last.work.place;
        break;
      }
    }
    reach("due.ran");
    after = next;
    if (after === null) break;
  }
  return { ran, failed, parked };
}

function readPage(ledger: Ledger, orgId: string, after: DueCursor | null): Promise<DuePage> {
  return ledger.route(orgId, (pool) => duePage(pool, orgId, after));
}

/**
 * Groups neighbouring commands of the ledger, which run in one batch. Work that may make further work ends its group. Work
 * that is no command runs alone, in its turn.
 */
function runTogether(works: readonly PlacedWork[], registry: DueRegistry): readonly (readonly Runnable[])[] {
  const groups: Runnable[][] = [];
  let open: Runnable[] | null = null;
  for (const work of works) {
    const handler = registry[work.kind];
    const isCommand = "command" in handler;
    const group: Runnable[] = isCommand && open !== null ? open : [];
    if (group.length === 0) groups.push(group);
    group.push({ work, handler });
    open = isCommand && !("steps" in handler) ? group : null;
  }
  return groups;
}

/** What became of a group: the failed pieces, in their order, and whether further work may be due by now. */
interface RanTogether {
  readonly failures: readonly Failure[];
  readonly isMoreDue: boolean;
}

async function runAll(deps: RunDueDeps, together: readonly Runnable[]): Promise<RanTogether> {
  const outcomes = await Promise.allSettled(together.map((each) => run(deps, each)));
  const failures: Failure[] = [];
  let isMoreDue = false;
  for (const [index, each] of together.entries()) {
    const outcome = outcomes[index];
    if (outcome?.status === "rejected") failures.push({ ...each, error: asError(outcome.reason) });
    // Steps that failed may have done a part of their work.
    isMoreDue ||= outcome?.status === "fulfilled" ? outcome.value : !("run" in each.handler);
  }
  return { failures, isMoreDue };
}

/** Runs a piece of work. @returns whether further work of the organization may be due by now */
async function run(deps: RunDueDeps, { work, handler }: Runnable): Promise<boolean> {
  if ("command" in handler) {
    const left = leftBy(await deps.ledger.submit(handler.command(work), null), handler);
    if (left !== "steps") return left === "more";
  }
  if ("steps" in handler) await handler.steps(deps, work);
  else await runInOne(deps, handler, work);
  deps.ledger.announce({ orgIds: [work.orgId], dueAt: null });
  return true;
}

/** Runs work of one home in one transaction, unless another worker did it meanwhile. */
async function runInOne(deps: RunDueDeps, handler: DueInOneTransaction, work: DueWork): Promise<void> {
  const { ledger } = deps;
  const committed = await ledger.route(work.orgId, (pool) =>
    inTransaction(pool, async (tx) => {
      if (await lockDue(tx, work)) await handler.run(deps, tx, work);
      return tx;
    }),
  );
  ledger.committed(committed);
}

/**
 * Counts a failure. A transient failure of work in steps is left to the next try, so that the rest of the
 * organization's work does not wait for a gateway.
 * @returns whether the work is parked now
 * @throws TransientError of work that uses only the database: the rest would fail in the same way
 */
async function noteFailure(deps: RunDueDeps, handler: DueHandler, work: DueWork, error: Error): Promise<boolean> {
  if (!(error instanceof TransientError))
    return countFailedTry({ organizations: deps.homes.organizations, queue: deps.queue }, work, error);
  if ("steps" in handler) return false;
  throw error;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
