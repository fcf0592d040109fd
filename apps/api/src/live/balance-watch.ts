import { TransientError } from "@scrip/db/connection";
import type { LedgerEvents } from "@scrip/db/events";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";
import { Feed } from "./feed.ts";
import { Gate } from "./gate.ts";

export interface BalanceWatchOptions {
  readonly changes: Pick<LedgerEvents, "subscribe">;
  readonly read: (orgId: string) => Promise<CurrentBalance>;
  /** The maximum number of open streams; a further stream is refused as `busy`. */
  readonly mostStreams: number;
}

/** Streams read on the ledger's connections, and must leave connections to the commands. */
const READS_AT_ONCE = 2;

const RETRY_MS = 2000;

/** The live balances that this process streams. */
export class BalanceWatch {
  private readonly options: BalanceWatchOptions;
  private readonly gate = new Gate(READS_AT_ONCE);
  private readonly feeds = new Map<string, { readonly feed: Feed; readonly unsubscribe: () => void }>();
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
   * Yields the balance of an organization now, and again after each change, until `reader` aborts.
   * @throws TransientError `busy` if too many streams are open; OrganizationMissing; an `AbortError` when the
   *   process stops
   * @source docs/rules.md#live-streams
   */
  async *follow(orgId: string, reader: AbortSignal): AsyncGenerator<CurrentBalance, void, void> {
    this.enter();
    const feed = this.join(orgId);
    try {
      for (let shown = 0; !reader.aborted; ) {
        await feed.newerThan(shown, reader);
        if (this.isClosed) throw stopping();
        if (feed.latest === null || feed.version === shown) continue;
        shown = feed.version;
        yield feed.latest;
      }
    } finally {
      this.leave(orgId);
    }
  }

  /** Ends every stream, and opens no more. */
  close(): void {
    this.isClosed = true;
    for (const { feed } of this.feeds.values()) feed.close(stopping());
  }

  private enter(): void {
    if (this.isClosed) throw new TransientError("unavailable", "The server stops.", RETRY_MS);
    if (this.open >= this.options.mostStreams) {
      this.refused += 1;
      const message = "Too many live streams are open on this server. Try again shortly.";
      throw new TransientError("busy", message, RETRY_MS);
    }
    this.open += 1;
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

  private leave(orgId: string): void {
    this.open -= 1;
    const known = this.feeds.get(orgId);
    if (known === undefined) return;
    known.feed.readers -= 1;
    if (known.feed.readers > 0) return;
    known.unsubscribe();
    known.feed.close(stopping());
    this.feeds.delete(orgId);
  }

  private readOnce(orgId: string): Promise<CurrentBalance> {
    this.reads += 1;
    return this.options.read(orgId);
  }
}

/** At this error tRPC ends a stream without a message. The browser connects again, to another process if one runs. */
function stopping(): DOMException {
  return new DOMException("The server stops.", "AbortError");
}
