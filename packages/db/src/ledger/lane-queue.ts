import type { Outcome, Submitted } from "./keys/submitted.ts";

/** A command that waits for its batch, and its caller. */
export interface Waiting extends Submitted {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/** How much one batch takes. */
export interface BatchLimits {
  readonly organizations: number;
  readonly commands: number;
  /** Commands of a hot organization that are decided before what they write is sent; the next parts are larger. */
  readonly part: number;
}

/**
 * Commands that wait, by organization, in turn: a batch takes a fair share of each organization that
 * waits, and what is left of a hot one goes to the back.
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

  /** Takes all that waits of one organization. */
  takeAll(orgId: string): Waiting[] {
    const queue = this.waiting.get(orgId) ?? [];
    this.waiting.delete(orgId);
    this.size -= queue.length;
    return queue;
  }
}
