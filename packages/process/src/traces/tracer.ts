/** What a span says of its work. No value may be a secret. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** A span that begins. Spans that others know are opaque to them. */
export interface SpanTerms {
  readonly name: string;
  /** Whether a request or a task of the outside begins it; otherwise it is work within the process. */
  readonly isServer?: boolean;
  /** The span above it; the one that runs now if not given, and none if `null`. */
  readonly parent?: unknown;
  /** The header `traceparent` of a caller that traces too. */
  readonly traceparent?: string | undefined;
  /** Spans that wait for the same work. */
  readonly links?: readonly unknown[];
  /** Read when the span ends, when all of them are known. */
  readonly attributes?: () => SpanAttributes;
}

/** A span that has begun. */
export interface BegunSpan {
  readonly traceId: string;
  /** Runs work whose spans are below this one. */
  run<Result>(work: () => Result): Result;
  /** @param error why the work failed, if it did */
  end(error?: unknown): void;
}

/** Records spans and exports them. */
export interface Traces {
  /** The span that runs now, for `parent` and `links`; `null` outside of any. */
  current(): unknown;
  begin(terms: SpanTerms): BegunSpan;
  /** Runs work in a span, which ends with it. */
  inSpan<Result>(terms: SpanTerms, work: () => Promise<Result>): Promise<Result>;
  /** Exports what is left. */
  close(): Promise<void>;
}
