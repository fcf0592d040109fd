import { TransientError } from "@scrip/db/connection";
import type { LedgerEvents } from "@scrip/db/events";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";
import { tooMany } from "../limits/rate-limits.ts";
import type { StreamGuard, StreamReader } from "../streams/stream-guard.ts";
import { Feed } from "./feed.ts";
import { Gate } from "./gate.ts";

export interface BalanceWatchOptions {
  readonly changes: Pick<LedgerEvents, "subscribe">;
  readonly read: (orgId: string) => Promise<CurrentBalance>;
  /** The maximum number of open streams; a further stream is refused as `busy`. */
  readonly mostStreams: number;
  /** Ends the streams of readers who may no longer read. */
  readonly guard: Pick<StreamGuard, "watch">;
}

/** Streams read on the ledger's connections, and must leave connections to the commands. */
const READS_AT_ONCE = 2;

/** The most streams of one key or session: tabs of one person, or instances of one service. */
const MOST_OF_ONE = 20;

const RETRY_MS = 2000;

/** The live balances that this process streams. */
export class BalanceWatch {
  private readonly options: BalanceWatchOptions;
  private readonly gate = new Gate(READS_AT_ONCE);
  private readonly feeds = new Map<string, { readonly feed: Feed; readonly unsubscribe: () => void }>();
  /** The number of open streams of each key and session. */
  private readonly ofOne = new Map<string, number>();
  private isClosed = false;
  private open = 0;
  private refused = 0;
  private reads = 0;

  constructor(options: BalanceWatchOptions) {
    this.options = options;
  }

  /** The counts for the metrics. */
  get counts() {
    const { open, refused, reads, feeds } = this;
    return { open, refused, reads, organizations: feeds.size };
  }

  /**
   * Yields the balance of an organization now, and again after each change, until `left` aborts.
   * @throws TransientError `busy` or `too_many_requests` if too many streams are open; OrganizationMissing; an
   *   `AbortError` when the process stops, or when the reader may no longer read
   * @source docs/rules.md#live-streams
   */
  async *follow(reader: StreamReader, left: AbortSignal): AsyncGenerator<CurrentBalance, void, void> {
    const { orgId } = reader;
    this.enter(reader);
    const feed = this.join(orgId);
    const watched = this.options.guard.watch(reader);
    const over = AbortSignal.any([left, watched.signal]);
    try {
      for (let shown = 0; !left.aborted; ) {
        await feed.newerThan(shown, over);
        if (this.isClosed || watched.signal.aborted) throw ending();
        if (feed.latest === null || feed.version === shown) continue;
        shown = feed.version;
        yield feed.latest;
      }
    } finally {
      watched.end();
      this.leave(reader);
    }
  }

  /** Ends every stream, and opens no more. */
  close(): void {
    this.isClosed = true;
    for (const { feed } of this.feeds.values()) feed.close(ending());
  }

  private enter({ orgId, keyId, session }: StreamReader): void {
    if (this.isClosed) throw new TransientError("unavailable", "The server stops.", RETRY_MS);
    const { mostStreams } = this.options;
    const name = keyId ?? session ?? "";
    const ofOne = this.ofOne.get(name) ?? 0;
    const ofOrganization = this.feeds.get(orgId)?.feed.readers ?? 0;
    if (this.open >= mostStreams) {
      this.refused += 1;
      const message = "Too many live streams are open on this server. Try again shortly.";
      throw new TransientError("busy", message, RETRY_MS);
    }
    if (ofOne >= MOST_OF_ONE || ofOrganization >= Math.max(1, Math.floor(mostStreams / 2))) {
      this.refused += 1;
      throw tooMany(RETRY_MS);
    }
    this.open += 1;
    this.ofOne.set(name, ofOne + 1);
  }

  private join(orgId: string): Feed {
    const known = this.feeds.get(orgId)?.feed;
    const feed = known ?? new Feed(() => this.gate.through(() => this.readOnce(orgId)));
    feed.readers += 1;
    if (known === undefined) {
      // Subscribe before the first read, so that no change between the two is lost.
      const unsubscribe = this.options.changes.subscribe(orgId, () => feed.announce());
      this.feeds.set(orgId, { feed, unsubscribe });
    }
    // A new stream shows the current balance; one that was read a moment ago is good enough.
    feed.refreshSoon();
    return feed;
  }

  private leave({ orgId, keyId, session }: StreamReader): void {
    this.open -= 1;
    const name = keyId ?? session ?? "";
    const ofOne = (this.ofOne.get(name) ?? 1) - 1;
    if (ofOne === 0) this.ofOne.delete(name);
    else this.ofOne.set(name, ofOne);
    const known = this.feeds.get(orgId);
    if (known === undefined) return;
    known.feed.readers -= 1;
    if (known.feed.readers > 0) return;
    known.unsubscribe();
    known.feed.close(ending());
    this.feeds.delete(orgId);
  }

  private readOnce(orgId: string): Promise<CurrentBalance> {
    this.reads += 1;
    return this.options.read(orgId);
  }
}

/**
 * At this error tRPC ends a stream without a message. The browser connects again, to another process if one runs, and is
 * authorized again.
 */
function ending(): DOMException {
  return new DOMException("The stream ends.", "AbortError");
}
