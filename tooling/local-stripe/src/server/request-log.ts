import type { Answer } from "./answer.ts";
import type { ApiRequest } from "./api.ts";

/** A request to the API, as the page of requests shows it. */
export interface LoggedRequest {
  readonly id: string;
  /** Milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly form: string;
  readonly idempotencyKey: string | null;
  readonly status: number;
  readonly isReplay: boolean;
  readonly isDropped: boolean;
  readonly body: string;
}

const MOST = 500;

/** The last requests to the API, newest first. */
export class RequestLog {
  private requests: LoggedRequest[] = [];
  private readonly realNow: () => number;

  constructor(realNow: () => number) {
    this.realNow = realNow;
  }

  add({ method, path, search, headers, body }: ApiRequest, id: string, answer: Answer): void {
    const key = headers["idempotency-key"];
    this.requests.push({
      id,
      at: this.realNow(),
      method,
      path,
      form: method === "POST" ? body : search,
      idempotencyKey: key === undefined ? null : String(key),
      status: answer.status,
      isReplay: answer.headers["idempotent-replayed"] === "true",
      isDropped: answer.isDropped === true,
      body: answer.body,
    });
    if (this.requests.length > 2 * MOST) this.requests = this.requests.slice(-MOST);
  }

  list(): readonly LoggedRequest[] {
    return this.requests.slice(-MOST).reverse();
  }
}
