import type { Outcome, Submitted } from "./keys/submitted.ts";

/** A command that waits for its batch, with the callbacks of its caller. */
export interface Waiting extends Submitted {
  /** When it was submitted, in milliseconds of a clock that never goes back. */
  readonly since: number;
  /** The span that waits for it, if this process traces. */
  readonly span?: unknown;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/** The limits of one batch. */
export interface BatchLimits {
  readonly organizations: number;
  readonly commands: number;
  /**
   * The size of the first part of a batch of a hot organization, sent before the rest is decided. Later parts are
   * larger.
   */
  readonly part: number;
}

/**
 * Queues waiting commands by organization. A batch takes a fair share of each waiting organization; the rest of a hot
 * organization's commands goes to the back of the queue.
 */
export class LaneQueue {
  size = 0;
  private readonly waiting = new Map<string, Waiting[]>();

  push(item: Waiting): void {
    const { orgId } = item.command;
    const queue = this.waiting.get(orgId);
    if (queue === undefined) this.waiting.set(orgId, [item]);
    else queue.push(item);
    this.size += 1;
  }

  take(limits: BatchLimits): Waiting[] {
    const orgIds = [...this.waiting.keys()].slice(0, limits.organizations);
    const share = Math.max(1, Math.floor(limits.commands / orgIds.length));
    const batch: Waiting[] = [];
    for (const orgId of orgIds) {
      const queue = this.waiting.get(orgId) ?? [];
      batch.push(...queue.slice(0, share));
      this.waiting.delete(orgId);
      if (queue.length > share) this.waiting.set(orgId, queue.slice(share));
    }
    this.size -= batch.length;
    return batch;
  }

  waitingOf(orgId: string): number {
    return this.waiting.get(orgId)?.length ?? 0;
  }

  /** Removes and returns all waiting commands of one organization. */
  takeAll(orgId: string): Waiting[] {
    const queue = this.waiting.get(orgId) ?? [];
    this.waiting.delete(orgId);
    this.size -= queue.length;
    return queue;
  }
}
