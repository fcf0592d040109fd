/** A request of the client, which carries one call or several. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** The path and the query, after the address of the API. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; `null` for a `GET`. */
  readonly body: string | null;
}

/** The beginning of a response. */
export interface ResponseHead {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
}

/** Receives a response as it arrives. The last call is `end` or `fail`. */
export interface ResponseReader {
  /** @returns whether the body is wanted. If not, no other method is called. */
  head(head: ResponseHead): boolean;
  text(part: string): void;
  end(): void;
  fail(error: unknown): void;
}

/** Sends a request. @returns a function that abandons it: the reader then gets nothing more, or a failure */
export type Exchange = (request: HttpRequest, reader: ResponseReader) => () => void;
