import type { Pool } from "pg";
import type { Moved } from "./announcement.ts";
import { TransientError } from "./errors.ts";
import { type BatchLimits, LaneQueue, type Waiting } from "./lane-queue.ts";
import { type BatchResult, type Books, runBatch } from "./run-batch.ts";
import type { Outcome, Submitted } from "./submitted.ts";
import { inTransaction } from "./transaction.ts";

/** How the ledger gathers commands. */
export interface GroupCommitOptions {
  /** Batches in flight at once; an organization always takes the same lane. About one per database core. */
  readonly lanes: number;
  /** Commands that may wait; beyond it the answer is `busy`. */
  readonly queueLimit: number;
  readonly batch: BatchLimits;
  /** Called once for each batch that was committed and moved something. Must not throw. */
  readonly onCommitted?: (moved: Moved) => void;
}

interface Lane {
  readonly queue: LaneQueue;
  /** The loop that empties the queue, `null` when there is nothing to do. */
  running: Promise<void> | null;
}

/**
 * Gathers commands of many organizations into transactions. While one batch of a lane commits, the
 * next one gathers; there is no timer, so that an idle ledger answers at once. Nothing is cached
 * between batches, so any number of processes are correct together.
 * @source DESIGN 3: "Group commit"
 */
export class GroupCommit {
  private readonly pool: Pool;
  private readonly books: Books;
  private readonly options: GroupCommitOptions;
  private readonly lanes: readonly Lane[];
  private waiting = 0;

  constructor(pool: Pool, books: Books, options: GroupCommitOptions) {
    this.pool = pool;
    this.books = books;
    this.options = options;
    this.lanes = Array.from({ length: options.lanes }, () => ({ queue: new LaneQueue(), running: null }));
  }

  /**
   * Queues a command and answers after its batch was committed.
   * @throws TransientError `busy` where too much waits, `unavailable` where the database does not answer
   */
  submit(submitted: Submitted): Promise<Outcome> {
    if (this.waiting >= this.options.queueLimit)
      return Promise.reject(new TransientError("busy", "Too many commands are waiting. Try again shortly.", 200));
    this.waiting += 1;
    const lane = this.lanes[laneOf(submitted.command.orgId, this.lanes.length)];
    if (lane === undefined) throw new Error("a ledger without lanes");
    return new Promise<Outcome>((resolve, reject) => {
      lane.queue.push({ ...submitted, resolve, reject });
      lane.running ??= this.drain(lane);
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    for (const lane of this.lanes) await (lane.running ?? Promise.resolve());
  }

  private async drain(lane: Lane): Promise<void> {
    // What is submitted in the same turn of the event loop joins the first batch.
    await Promise.resolve();
    while (lane.queue.size > 0) await this.commit(lane.queue.take(this.options.batch));
    // In the same step as the last look at the queue: nothing can be queued between the two and be forgotten.
    lane.running = null;
  }

  /** Commits a batch; where it fails in the database, its parts are tried alone, so that only the poisoned one fails. */
  private async commit(batch: readonly Waiting[]): Promise<void> {
    let result: BatchResult;
    try {
      result = await inTransaction(this.pool, (query) => runBatch(query, this.books, batch));
    } catch (error) {
      const parts = error instanceof TransientError ? [] : partsOf(batch);
      if (parts.length > 1) for (const part of parts) await this.commit(part);
      else this.answer(batch, () => asError(error));
      return;
    }
    this.answer(batch, (index) => result.outcomes[index] ?? new Error("a command without an outcome"));
    if (result.moved.orgIds.length > 0) this.options.onCommitted?.(result.moved);
  }

  private answer(batch: readonly Waiting[], outcomeOf: (index: number) => Outcome | Error): void {
    this.waiting -= batch.length;
    batch.forEach((item, index) => {
      const outcome = outcomeOf(index);
      if (outcome instanceof Error) item.reject(outcome);
      else item.resolve(outcome);
    });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** A failed batch by organization; that of one organization by command. */
function partsOf(batch: readonly Waiting[]): Waiting[][] {
  const byOrg = new Map<string, Waiting[]>();
  for (const item of batch) byOrg.set(item.command.orgId, [...(byOrg.get(item.command.orgId) ?? []), item]);
  return byOrg.size > 1 ? [...byOrg.values()] : batch.map((item) => [item]);
}

function laneOf(orgId: string, lanes: number): number {
  // The last digits of a UUID are random.
  return Number.parseInt(orgId.slice(-6), 16) % lanes;
}
