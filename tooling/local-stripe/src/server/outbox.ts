import type { Row, Storage } from "../storage/storage.ts";
import type { Deliverer } from "../webhooks/deliverer.ts";
import type { Outcome } from "../world/world.ts";

/** Stores what changed, in order, and then delivers the events. Changes that wait for a write go in one transaction. */
export class Outbox {
  private readonly storage: Storage;
  private readonly deliverer: Deliverer;
  private waiting: Row[] = [];
  private next: Promise<void> | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(storage: Storage, deliverer: Deliverer) {
    this.storage = storage;
    this.deliverer = deliverer;
  }

  async send(...outcomes: readonly Outcome[]): Promise<void> {
    const rows = outcomes.flatMap((outcome) => outcome.rows);
    if (rows.length > 0) await this.write(rows);
    for (const { events } of outcomes) this.deliverer.deliver(events);
  }

  private write(rows: readonly Row[]): Promise<void> {
    this.waiting.push(...rows);
    this.next ??= this.running.then(() => {
      const batch = this.waiting;
      this.waiting = [];
      this.next = null;
      this.running = this.storage.write(batch);
      return this.running;
    });
    return this.next;
  }
}
