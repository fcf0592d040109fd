import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "@scrip/domain/ledger";
import type { Client } from "pg";
import { reach } from "../connection/crash-points.ts";
import { connectAlone } from "../connection/lone-client.ts";
import { type Announcement, CHANNEL, type Moved, messagesOf } from "./announcement.ts";

/** The numbers of sent and of failed announcements. */
export interface AnnounceCounts {
  readonly announced: number;
  readonly failed: number;
}

/** The least time between two announcements: a person notices no delay, and a busy ledger is not slowed down. */
const PACE_MS = 50;
/** The pause after a failed announcement; each further failure doubles it. */
const FIRST_BACK_OFF_MS = 100;
const LAST_BACK_OFF_MS = 10_000;
/** The most organizations that may wait to be named; if there are more, every listener must read again. */
const MOST_WAITING = 10_000;

/**
 * Announces to other processes which organizations changed, after the transaction has committed. The first announcement
 * is sent at once; while one is on its way, the next one gathers. Announcements are not durable and no command waits
 * for them. A failed one is counted and sent with the next try. The connection is separate, and opened at the first
 * use.
 * @source docs/rules.md#announcements
 */
export class Announcer {
  private readonly url: string;
  private readonly closing = new AbortController();
  private readonly orgIds = new Set<string>();
  private everyone = false;
  private dueAt: Instant | null = null;
  private client: Client | null = null;
  private running: Promise<void> | null = null;
  private announced = 0;
  private failed = 0;

  constructor(url: string) {
    this.url = url;
  }

  get counts(): AnnounceCounts {
    return { announced: this.announced, failed: this.failed };
  }

  /** Queues an announcement. Never throws, and never waits. */
  announce(moved: Moved): void {
    if (this.closing.signal.aborted) return;
    this.gather(moved);
    this.running ??= this.run();
  }

  /** Sends the waiting announcement, if the database answers, and closes the connection. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
    await this.client?.end().catch(() => {});
    this.client = null;
  }

  private async run(): Promise<void> {
    // Changes that are committed in the same turn of the event loop join the first announcement.
    await Promise.resolve();
    let backOffMs = FIRST_BACK_OFF_MS;
    while (this.isWaiting()) {
      const announcement = this.take();
      try {
        await this.send(announcement);
        this.announced += 1;
        backOffMs = FIRST_BACK_OFF_MS;
        await this.pause(PACE_MS);
      } catch {
        this.failed += 1;
        this.gather(announcement);
        if (this.closing.signal.aborted) break;
        await this.pause(backOffMs);
        backOffMs = Math.min(LAST_BACK_OFF_MS, backOffMs * 2);
      }
    }
    // Synchronous with the check of the queue, so that no change is queued in between and forgotten.
    this.running = null;
  }

  private async send(announcement: Announcement): Promise<void> {
    this.client ??= await connectAlone(
      // A crash may lose an announcement: listeners that receive none read again by themselves.
      { url: this.url, applicationName: "scrip-announce", settings: "-c synchronous_commit=off" },
      (lost) => {
        if (this.client === lost) this.client = null;
      },
    );
    const { client } = this;
    reach("announce.before");
    try {
      await client.query({
        name: "announce",
        text: "SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message",
        values: [CHANNEL, messagesOf(announcement)],
      });
      reach("announce.after");
    } catch (error) {
      // After any error, the next try opens a new connection.
      this.client = null;
      void client.end().catch(() => {});
      throw error;
    }
  }

  private isWaiting(): boolean {
    return this.everyone || this.orgIds.size > 0;
  }

  private gather({ orgIds, dueAt }: Announcement): void {
    if (dueAt !== null) this.dueAt = Math.min(dueAt, this.dueAt ?? dueAt);
    if (orgIds === "everyone") this.everyone = true;
    else if (!this.everyone) for (const orgId of orgIds) this.orgIds.add(orgId);
    if (this.orgIds.size > MOST_WAITING) this.everyone = true;
    if (this.everyone) this.orgIds.clear();
  }

  private take(): Announcement {
    const taken: Announcement = { orgIds: this.everyone ? "everyone" : [...this.orgIds], dueAt: this.dueAt };
    this.orgIds.clear();
    this.everyone = false;
    this.dueAt = null;
    return taken;
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.closing.signal }).catch(() => {});
  }
}
