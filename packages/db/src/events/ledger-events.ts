import type { Instant } from "@scrip/domain/ledger";
import { CHANNEL, readMessage } from "./announcement.ts";
import { Listening } from "./listening.ts";

/** The announcements of the ledger, from every process that writes to it. */
export interface LedgerEvents {
  /**
   * Calls the listener each time that the organization may have changed, and when announcements may have been missed.
   * The call has no details: read the present data. The listener must not throw.
   * @returns a function that ends the subscription
   */
  subscribe(orgId: string, listener: () => void): () => void;
  /**
   * Calls the listener with each due time that was written for organizations on PostgreSQL's clock, and with `null`
   * when some may have been missed. The listener must not throw.
   */
  onDue(listener: (at: Instant | null) => void): () => void;
  /** Calls the listener with the organizations of each announcement that names them. The listener must not throw. */
  onMoved(listener: (orgIds: readonly string[]) => void): () => void;
  readonly counts: LedgerEventsCounts;
  close(): Promise<void>;
}

/** Figures for metrics. */
export interface LedgerEventsCounts {
  /** Messages that arrived. */
  readonly heard: number;
  /** How often the connection was lost and opened again. */
  readonly reconnected: number;
  /** Organizations that have a listener. */
  readonly organizations: number;
  readonly isListening: boolean;
}

/**
 * Listens to the ledger's announcements on one separate connection for the whole process. It opens a lost connection
 * again, and then calls every listener.
 * @param url of the app's or the worker's role; not through a pooler that shares sessions
 * @throws the driver's error if the database cannot be reached at the start
 */
export async function openLedgerEvents(url: string): Promise<LedgerEvents> {
  const hearing = new Hearing([url]);
  await Promise.all(hearing.listenings.map((listening) => listening.connect()));
  return hearing;
}

/**
 * Listens to the announcements of the ledgers of several cells, one connection for each. A cell that cannot be reached is
 * tried again in the background.
 */
export async function openCellsEvents(urls: Iterable<string>): Promise<LedgerEvents> {
  const hearing = new Hearing([...urls]);
  await Promise.all(hearing.listenings.map((listening) => listening.start()));
  return hearing;
}

class Hearing implements LedgerEvents {
  readonly listenings: readonly Listening[];
  private readonly byOrg = new Map<string, Set<() => void>>();
  private readonly due = new Set<(at: Instant | null) => void>();
  private readonly moved = new Set<(orgIds: readonly string[]) => void>();
  private heard = 0;

  constructor(urls: readonly string[]) {
    this.listenings = urls.map(
      (url) =>
        new Listening({
          url,
          channel: CHANNEL,
          applicationName: "scrip-changes",
          onMessage: (payload) => this.hear(payload),
          onMissed: () => {
            this.callEveryListener();
            for (const listener of this.due) listener(null);
          },
        }),
    );
  }

  get counts(): LedgerEventsCounts {
    const { heard, byOrg, listenings } = this;
    const reconnected = listenings.reduce((sum, listening) => sum + listening.reconnected, 0);
    const isListening = listenings.every((listening) => listening.isListening);
    return { heard, reconnected, organizations: byOrg.size, isListening };
  }

  subscribe(orgId: string, listener: () => void): () => void {
    // Wraps the listener, so that two subscriptions of one function end separately.
    const own = (): void => listener();
    const listeners = this.byOrg.get(orgId) ?? new Set();
    this.byOrg.set(orgId, listeners.add(own));
    return () => {
      listeners.delete(own);
      if (listeners.size === 0 && this.byOrg.get(orgId) === listeners) this.byOrg.delete(orgId);
    };
  }

  onDue(listener: (at: Instant | null) => void): () => void {
    const own = (at: Instant | null): void => listener(at);
    this.due.add(own);
    return () => this.due.delete(own);
  }

  onMoved(listener: (orgIds: readonly string[]) => void): () => void {
    const own = (orgIds: readonly string[]): void => listener(orgIds);
    this.moved.add(own);
    return () => this.moved.delete(own);
  }

  async close(): Promise<void> {
    await Promise.all(this.listenings.map((listening) => listening.close()));
  }

  private hear(payload: string): void {
    this.heard += 1;
    const { orgIds, dueAt } = readMessage(payload);
    if (orgIds === "everyone") this.callEveryListener();
    else for (const orgId of orgIds) for (const listener of this.byOrg.get(orgId) ?? []) listener();
    if (orgIds !== "everyone") for (const listener of this.moved) listener(orgIds);
    if (dueAt !== null || orgIds === "everyone") for (const listener of this.due) listener(dueAt);
  }

  private callEveryListener(): void {
    for (const listeners of this.byOrg.values()) for (const listener of listeners) listener();
  }
}
