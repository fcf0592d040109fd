/** Who reads a stream, by which proof, and about which organization. */
export interface StreamReader {
  readonly orgId: string;
  /** The id of the service key. `null` for a member. */
  readonly keyId: string | null;
  /** The session of the member. `null` for a service key. */
  readonly session: string | null;
}

export interface StreamGuardOptions {
  /** Returns for each reader whether it may still read, in one look-up for all of them. */
  readonly mayRead: (readers: readonly StreamReader[]) => Promise<readonly boolean[]>;
  /** The pause between two look-ups, in milliseconds. */
  readonly recheckMs: number;
}

/** A stream that the guard watches. */
export interface Watched {
  /** Aborts when the reader may no longer read. */
  readonly signal: AbortSignal;
  /** Ends the watch, when the stream is over. */
  end(): void;
}

/**
 * Ends streams whose key or session is no longer valid: revoked, expired, signed out, or without the organization.
 * While any stream is open it looks once a second, for all of them together. While the database does not answer, streams
 * stay open: they get no new data either.
 * @source docs/rules.md#live-streams
 */
export class StreamGuard {
  private readonly options: StreamGuardOptions;
  private readonly watched = new Map<AbortController, StreamReader>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(options: StreamGuardOptions) {
    this.options = options;
  }

  watch(reader: StreamReader): Watched {
    const controller = new AbortController();
    this.watched.set(controller, reader);
    this.timer ??= setInterval(() => void this.look(), this.options.recheckMs).unref();
    return { signal: controller.signal, end: () => this.forget(controller) };
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      const all = [...this.watched];
      const may = await this.options.mayRead(all.map(([, reader]) => reader));
      for (const [index, [controller]] of all.entries()) if (!may[index]) controller.abort();
    } catch {
      // The next look comes in a moment.
    }
    this.isLooking = false;
  }

  private forget(controller: AbortController): void {
    this.watched.delete(controller);
    if (this.watched.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
