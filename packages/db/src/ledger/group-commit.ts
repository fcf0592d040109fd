import { setImmediate as turn } from "node:timers/promises";
import type { Pool } from "pg";
import { reach } from "../connection/crash-points.ts";
import { isContention, isTransient, TransientError } from "../connection/errors.ts";
import type { Query } from "../connection/query.ts";
import { inSpan, tracer } from "../connection/spans.ts";
import { inTransaction } from "../connection/transaction.ts";
import type { Moved } from "../events/announcement.ts";
import { KnownSeries } from "./keys/series.ts";
import type { Outcome, Submitted } from "./keys/submitted.ts";
import { type BatchLimits, LaneQueue, type Waiting } from "./lane-queue.ts";
import { Quarantine } from "./quarantine.ts";
import { type Books, runBatch } from "./run-batch.ts";
import { type Tallied, Tally } from "./tally.ts";

/** How the ledger gathers commands. */
export interface GroupCommitOptions {
  /**
   * The number of batches in flight at once, about one per database core. An organization always takes the same lane.
   */
  readonly lanes: number;
  /** The most commands that may wait; the ledger rejects more with `busy`. */
  readonly queueLimit: number;
  /** The most commands of one organization that may wait, so that it cannot make the ledger busy for the others. */
  readonly queueLimitOfOne: number;
  readonly batch: BatchLimits;
  /** How many open grants and open debts of each organization are loaded at first. */
  readonly openRows: number;
  /** The number of quarantined organizations that are processed at once, each on its own connection. */
  readonly quarantineSlots: number;
  /** Called once for each committed batch that changed an organization. Must not throw. */
  readonly onCommitted?: (moved: Moved) => void;
}

/** What waits and runs in a ledger now, and what it did since it was opened. */
export interface LedgerFigures {
  /** Commands that have no answer yet. */
  readonly waiting: number;
  readonly lanes: number;
  readonly lanesBusy: number;
  /** Organizations in quarantine. */
  readonly quarantined: number;
  /** From submitting a command to its answer, in seconds. */
  readonly latency: Tallied;
  /** Commands of each committed batch. */
  readonly batches: Tallied;
  /** Tries of batches that failed in the database. The commands ran again, together or in parts, or got the error. */
  readonly failedTries: number;
}

const LATENCY_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const BATCH_COMMANDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

interface Lane {
  readonly queue: LaneQueue;
  /** The loop that empties the queue; `null` while the queue is empty. */
  running: Promise<void> | null;
}

/**
 * Lock time-out for the organizations of a failed batch, so that the lane does not wait for one that is still locked.
 */
const QUICK_LOCK = { text: "SET LOCAL lock_timeout = '100ms'", values: [] };

/**
 * Gathers commands of many organizations into transactions. While one batch of a lane commits, the next one gathers.
 * There is no timer, so an idle ledger answers at once. No mutable state is cached between batches, so any number of
 * processes can work on the same organizations.
 * @source docs/rules.md#group-commit
 */
export class GroupCommit {
  private readonly pool: Pool;
  private readonly books: Books;
  private readonly options: GroupCommitOptions;
  private readonly lanes: readonly Lane[];
  private readonly quarantine: Quarantine;
  private readonly series = new KnownSeries();
  private readonly latency = new Tally(LATENCY_SECONDS);
  private readonly batches = new Tally(BATCH_COMMANDS);
  private waiting = 0;
  private failedTries = 0;

  constructor(pool: Pool, books: Books, options: GroupCommitOptions) {
    this.pool = pool;
    this.books = books;
    this.options = options;
    // A new connection may reach a server that was restored from a backup without these series.
    pool.on("connect", () => this.series.clear());
    this.lanes = Array.from({ length: options.lanes }, () => ({ queue: new LaneQueue(), running: null }));
    this.quarantine = new Quarantine({
      commit: (part) => this.commitQuarantined(part),
      bringBack: (items) => {
        for (const item of items) this.push(this.laneOf(item.command.orgId), item);
      },
      commands: options.batch.commands,
      slots: options.quarantineSlots,
    });
  }

  /**
   * Queues a command, and resolves after its batch is committed.
   * @throws TransientError `busy` if too many commands wait, `unavailable` if the database does not answer
   */
  submit(submitted: Submitted): Promise<Outcome> {
    const { orgId } = submitted.command;
    const lane = this.laneOf(orgId);
    const ofOne = this.quarantine.waitingOf(orgId) ?? lane.queue.waitingOf(orgId);
    if (this.waiting >= this.options.queueLimit || ofOne >= this.options.queueLimitOfOne)
      return Promise.reject(new TransientError("busy", "Too many commands are waiting. Try again shortly.", 200));
    this.waiting += 1;
    const span = () => ({ name: `ledger ${submitted.command.kind}`, attributes: () => ({ "scrip.org_id": orgId }) });
    return inSpan(span, () => this.queued(lane, submitted));
  }

  figures(): LedgerFigures {
    return {
      waiting: this.waiting,
      lanes: this.lanes.length,
      lanesBusy: this.lanes.filter(({ running }) => running !== null).length,
      quarantined: this.quarantine.size,
      latency: this.latency,
      batches: this.batches,
      failedTries: this.failedTries,
    };
  }

  /** Resolves once no command waits. */
  async idle(): Promise<void> {
    while (this.waiting > 0) {
      for (const lane of this.lanes) await (lane.running ?? Promise.resolve());
      await this.quarantine.idle();
    }
  }

  private queued(lane: Lane, submitted: Submitted): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const span = tracer()?.current();
      this.push(lane, { ...submitted, since: performance.now(), span, resolve, reject });
    });
  }

  private push(lane: Lane, item: Waiting): void {
    const { orgId } = item.command;
    if (this.quarantine.waitingOf(orgId) !== null) {
      this.quarantine.add(orgId, [item]);
      return;
    }
    lane.queue.push(item);
    lane.running ??= this.drain(lane);
  }

  private laneOf(orgId: string): Lane {
    // The last digits of a UUID are random.
    const lane = this.lanes[Number.parseInt(orgId.slice(-6), 16) % this.lanes.length];
    if (lane === undefined) throw new Error("a ledger without lanes");
    return lane;
  }

  private async drain(lane: Lane): Promise<void> {
    // Commands that are submitted in the same turn of the event loop join the first batch.
    await Promise.resolve();
    while (lane.queue.size > 0) {
      await this.commit(lane, lane.queue.take(this.options.batch));
      // What the answered callers submit next joins the next batch, through however many promises they wait. Without this
      // they would be a batch of their own, and two half batches would take turns from then on.
      await turn();
    }
    // Synchronous with the check of the queue, so that no command is queued in between and forgotten.
    lane.running = null;
  }

  /**
   * Commits a batch. If it fails because of a lock or an error in the database, retries parts of it, each once and with
   * a short lock time-out. Organizations that fail alone go into quarantine.
   */
  private async commit(lane: Lane, batch: readonly Waiting[]): Promise<void> {
    const failure = await this.tryOnce(batch);
    if (failure instanceof TransientError) this.answer(batch, () => failure);
    else if (failure !== null) await this.retryApart(lane, [...byOrganization(batch)], failure);
  }

  /**
   * Retries the organizations of a failed batch. After an error it retries the two halves, and halves of a half that
   * fails again, so the others wait for few transactions. After contention it retries one organization after another:
   * all but the locked one continue at once, and only that one waits.
   */
  private async retryApart(lane: Lane, parts: readonly Part[], failure: Error): Promise<void> {
    const [only] = parts;
    if (only !== undefined && parts.length === 1) {
      const [orgId, items] = only;
      this.quarantine.add(orgId, [...items, ...lane.queue.takeAll(orgId)]);
      return;
    }
    const size = isContention(failure) ? 1 : Math.ceil(parts.length / 2);
    for (let from = 0; from < parts.length; from += size) {
      const some = parts.slice(from, from + size);
      const batch = some.flatMap(([, items]) => items);
      const again = await this.tryOnce(batch, QUICK_LOCK);
      if (again instanceof TransientError) this.answer(batch, () => again);
      else if (again !== null) await this.retryApart(lane, some, again);
    }
  }

  /**
   * Commits and answers. Contention, such as a lock or a deadlock, and permanent errors are not retried.
   * @returns the error, or `null`
   */
  private async tryOnce(batch: readonly Waiting[], first?: Parameters<Query>[0]): Promise<Error | null> {
    try {
      await this.commitAndAnswer(batch, (error) => isTransient(error) && !isContention(error), first);
      return null;
    } catch (error) {
      return asError(error);
    }
  }

  /**
   * Commits commands of one organization, with all retries. If they fail permanently, commits them one by one, so that
   * only the poisoned one fails.
   * @returns whether all of them were committed together
   */
  private async commitQuarantined(part: readonly Waiting[]): Promise<boolean> {
    try {
      await this.commitAndAnswer(part, isTransient);
      return true;
    } catch (error) {
      if (error instanceof TransientError || part.length === 1) this.answer(part, () => asError(error));
      else await this.commitOneByOne(part);
      return false;
    }
  }

  private async commitOneByOne(part: readonly Waiting[]): Promise<void> {
    for (const [index, item] of part.entries())
      try {
        await this.commitAndAnswer([item], isTransient);
      } catch (error) {
        // A transient error, such as a lock, would fail the other commands too: do not let each of them wait for it.
        const failed = error instanceof TransientError ? part.slice(index) : [item];
        this.answer(failed, () => asError(error));
        if (failed.length > 1) return;
      }
  }

  private async commitAndAnswer(
    batch: readonly Waiting[],
    isTriedAgain: (error: unknown) => boolean,
    first?: Parameters<Query>[0],
  ): Promise<void> {
    const unit = async (query: Query, finish: Query) => {
      if (first !== undefined) await query(first);
      const { batch: limits, openRows } = this.options;
      return runBatch(query, this.books, batch, { part: limits.part, finish, series: this.series, openRows });
    };
    const fails = (error: unknown): boolean => {
      this.failedTries += 1;
      return isTriedAgain(error);
    };
    const commit = () => inTransaction(this.pool, unit, fails);
    const { outcomes, moved, series } = await inSpan(() => spanOf(batch), commit);
    this.series.add(series);
    this.batches.add(batch.length);
    this.answer(batch, (index) => outcomes[index] ?? new Error("a command without an outcome"));
    reach("batch.answered");
    if (moved.orgIds.length > 0) this.options.onCommitted?.(moved);
  }

  private answer(batch: readonly Waiting[], outcomeOf: (index: number) => Outcome | Error): void {
    this.waiting -= batch.length;
    const now = performance.now();
    batch.forEach((item, index) => {
      this.latency.add((now - item.since) / 1000);
      const outcome = outcomeOf(index);
      if (outcome instanceof Error) item.reject(outcome);
      else item.resolve(outcome);
    });
  }
}

/** The span of a batch is below that of its first command, and linked to those of the others. */
function spanOf(batch: readonly Waiting[]) {
  const [parent, ...links] = batch.flatMap(({ span }) => span ?? []);
  const attributes = () => ({ "scrip.commands": batch.length });
  return { name: "ledger batch", ...(parent !== undefined && { parent }), links, attributes };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** The commands of one organization in a batch. */
type Part = readonly [orgId: string, items: readonly Waiting[]];

function byOrganization(batch: readonly Waiting[]): Map<string, Waiting[]> {
  const parts = new Map<string, Waiting[]>();
  for (const item of batch) {
    const part = parts.get(item.command.orgId);
    if (part === undefined) parts.set(item.command.orgId, [item]);
    else part.push(item);
  }
  return parts;
}
