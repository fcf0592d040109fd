import type { GatewayEvent } from "@scrip/domain/billing/gateway";
import { tooMany } from "../limits/rate-limits.ts";

/** Events of one transaction. */
const TOGETHER = 100;

/** Events that wait. Stripe sends later what is refused beyond that. */
const WAITING = 5000;

/** How long Stripe should wait before it sends a refused event again; it has a schedule of its own. */
const RETRY_MS = 1000;

interface Waiting {
  readonly event: GatewayEvent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Stores events in the order in which they come, one transaction at a time. Events that come meanwhile wait and are stored
 * together, so a flood occupies one connection, and costs a commit for each hundred.
 */
export class Inbox {
  private readonly store: (events: readonly GatewayEvent[]) => Promise<unknown>;
  private readonly waiting: Waiting[] = [];
  private isStoring = false;

  constructor(store: (events: readonly GatewayEvent[]) => Promise<unknown>) {
    this.store = store;
  }

  /**
   * Waits until an event is stored.
   * @throws TransientError `too_many_requests` if too many events wait already
   */
  async put(event: GatewayEvent): Promise<void> {
    if (this.waiting.length >= WAITING) throw tooMany(RETRY_MS);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.waiting.push({ event, resolve, reject });
    if (!this.isStoring) void this.storeWaiting();
    return promise;
  }

  private async storeWaiting(): Promise<void> {
    this.isStoring = true;
    while (this.waiting.length > 0) await this.storeTogether(this.waiting.splice(0, TOGETHER));
    this.isStoring = false;
  }

  /** If events cannot be stored together, each is stored alone: one that cannot be stored must not refuse the others. */
  private async storeTogether(some: readonly Waiting[]): Promise<void> {
    try {
      await this.store(some.map(({ event }) => event));
      for (const { resolve } of some) resolve();
    } catch (error) {
      if (some.length === 1) some[0]?.reject(error);
      else for (const one of some) await this.storeTogether([one]);
    }
  }
}
