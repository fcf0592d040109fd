import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "@scrip/domain/ledger";
import type { Client } from "pg";
import { connectAlone } from "../connection/lone-client.ts";
import { CHANNEL, readMessage } from "./announcement.ts";

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

/** The interval at which the connection is checked. */
const HEARTBEAT_MS = 30_000;
const FIRST_BACK_OFF_MS = 100;
const LAST_BACK_OFF_MS = 5_000;

/**
 * Listens to the ledger's announcements on one separate connection for the whole process. It opens a lost connection
 * again, and then calls every listener.
 * @param url of the app's or the worker's role; not through a pooler that shares sessions
 * @throws the driver's error if the database cannot be reached at the start
 */
export async function openLedgerEvents(url: string): Promise<LedgerEvents> {
  const listening = new Listening(url);
  await listening.connect();
  return listening;
}

class Listening implements LedgerEvents {
  private readonly url: string;
  private readonly closing = new AbortController();
  private readonly byOrg = new Map<string, Set<() => void>>();
  private readonly due = new Set<(at: Instant | null) => void>();
  private client: Client | null = null;
  private heartbeat: NodeJS.Timeout | undefined;
  private reconnecting: Promise<void> | null = null;
  private heard = 0;
  private reconnected = 0;

  constructor(url: string) {
    this.url = url;
  }

  get counts(): LedgerEventsCounts {
    const { heard, reconnected, byOrg, client } = this;
    return { heard, reconnected, organizations: byOrg.size, isListening: client !== null };
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

  async connect(): Promise<void> {
    const client = await connectAlone({ url: this.url, applicationName: "scrip-changes" }, (lost) => this.lose(lost));
    client.on("notification", ({ payload = "" }) => this.hear(payload));
    try {
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
    this.client = client;
    this.heartbeat = setInterval(() => void this.beat(client), HEARTBEAT_MS).unref();
  }

  async close(): Promise<void> {
    this.closing.abort();
    clearInterval(this.heartbeat);
    await this.reconnecting;
    clearInterval(this.heartbeat);
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => {});
  }

  private hear(payload: string): void {
    this.heard += 1;
    const { orgIds, dueAt } = readMessage(payload);
    if (orgIds === "everyone") this.callEveryListener();
    else for (const orgId of orgIds) for (const listener of this.byOrg.get(orgId) ?? []) listener();
    if (dueAt !== null || orgIds === "everyone") for (const listener of this.due) listener(dueAt);
  }

  private callEveryListener(): void {
    for (const listeners of this.byOrg.values()) for (const listener of listeners) listener();
  }

  /** Checks the connection: one that broke without an event does not answer, and is lost. */
  private async beat(client: Client): Promise<void> {
    await client.query("SELECT 1").catch(() => this.lose(client));
  }

  private lose(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    clearInterval(this.heartbeat);
    void client.end().catch(() => {});
    this.reconnecting ??= this.reconnect();
  }

  private async reconnect(): Promise<void> {
    const { signal } = this.closing;
    for (let backOffMs = FIRST_BACK_OFF_MS; !signal.aborted; backOffMs = Math.min(LAST_BACK_OFF_MS, backOffMs * 2)) {
      await sleep(backOffMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
      if (signal.aborted) break;
      const isConnected = await this.connect().then(
        () => true,
        () => false,
      );
      if (isConnected) break;
    }
    this.reconnecting = null;
    if (signal.aborted) return;
    this.reconnected += 1;
    // Announcements of the meantime are lost.
    this.callEveryListener();
    for (const listener of this.due) listener(null);
  }
}
