import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { connectAlone } from "../connection/lone-client.ts";

/** A channel of announcements, and what to do with them. */
export interface ListenTerms {
  /** Not through a pooler that shares sessions. */
  readonly url: string;
  readonly channel: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Receives each announcement. Must not throw. */
  readonly onMessage: (payload: string) => void;
  /** Announcements may have been missed, because the connection was lost and is open again. Must not throw. */
  readonly onMissed: () => void;
  /** The interval at which the connection is checked; 30 seconds if not given. */
  readonly beatMs?: number;
  /**
   * Receives, for each check that the server answered, when it was sent. PostgreSQL delivers announcements before it
   * answers, so all announcements before that instant have arrived. Must not throw.
   */
  readonly onBeat?: (sentAt: number) => void;
  /** Milliseconds of a clock that never goes back, for `onBeat`. */
  readonly steadyNow?: () => number;
}

/** The usual interval at which the connection is checked. */
const HEARTBEAT_MS = 30_000;
const FIRST_BACK_OFF_MS = 100;
const LAST_BACK_OFF_MS = 5_000;

/** Listens to a channel on one separate connection, and opens a lost connection again. */
export class Listening {
  private readonly terms: ListenTerms;
  private readonly closing = new AbortController();
  private client: Client | null = null;
  private heartbeat: NodeJS.Timeout | undefined;
  private reconnecting: Promise<void> | null = null;
  private reconnections = 0;
  private beating: Promise<boolean> | null = null;

  constructor(terms: ListenTerms) {
    this.terms = terms;
  }

  /** How often the connection was lost and opened again. */
  get reconnected(): number {
    return this.reconnections;
  }

  get isListening(): boolean {
    return this.client !== null;
  }

  /** @throws the driver's error if the database cannot be reached */
  async connect(): Promise<void> {
    const { url, channel, applicationName, onMessage } = this.terms;
    const client = await connectAlone({ url, applicationName }, (lost) => this.lose(lost));
    client.on("notification", ({ payload = "" }) => onMessage(payload));
    try {
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
    this.client = client;
    this.heartbeat = setInterval(() => void this.prove(), this.terms.beatMs ?? HEARTBEAT_MS).unref();
  }

  /** Connects, or goes on trying in the background if the database cannot be reached. */
  async start(): Promise<void> {
    try {
      await this.connect();
    } catch {
      this.reconnecting ??= this.reconnect();
    }
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

  /**
   * Checks the connection now.
   * @returns whether the server answered: all announcements before this call have arrived then
   */
  async prove(): Promise<boolean> {
    // A check that is on its way was sent before this call, so it proves less.
    await this.beating;
    const { client } = this;
    if (client === null) return false;
    // All callers that waited share the next check.
    this.beating ??= this.beat(client).finally(() => {
      this.beating = null;
    });
    return this.beating;
  }

  /** Checks the connection: one that broke without an event does not answer, and is lost. */
  private async beat(client: Client): Promise<boolean> {
    const { onBeat, steadyNow } = this.terms;
    const sentAt = steadyNow?.() ?? 0;
    try {
      await client.query("SELECT 1");
    } catch {
      this.lose(client);
      return false;
    }
    if (this.client !== client) return false;
    onBeat?.(sentAt);
    return true;
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
    this.reconnections += 1;
    this.terms.onMissed();
  }
}
