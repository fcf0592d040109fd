import { AnswerReader, type Outcome } from "./answer-reader.ts";
import type { Exchange } from "./exchange.ts";
import { GatheredCall, type UnderWay } from "./gathered-call.ts";
import type { Pace } from "./pace.ts";
import { type Kind, requestOf, type WireCall } from "./request-of.ts";

/** What a gatherer of calls needs. */
export interface GatherOptions {
  readonly kind: Kind;
  readonly exchange: Exchange;
  readonly headers: Readonly<Record<string, string>>;
  /** The most requests under way; calls beyond them wait for the next request. */
  readonly maxInFlight: number;
  /** The most calls of a request. */
  readonly maxCalls: number;
  readonly pace: Pick<Pace, "now" | "after">;
}

/** The most characters of the inputs and names of a request with several calls. A call that is longer goes alone. */
const MAX_LENGTH: Readonly<Record<Kind, number>> = {
  // Servers and proxies accept URLs of about 8 kB, and a query carries its input in the URL.
  query: 6000,
  // The API accepts a body of 1 MiB, and a character has up to three bytes.
  mutation: 300_000,
};

/** A request that lasts longer does not keep others waiting: one of its calls may be slow. */
const LONG_MS = 100;

/**
 * Gathers calls into requests without a timer. A call goes at once if fewer than `maxInFlight` requests are under way.
 * Calls made meanwhile go together in the next request. So an idle client does not wait, and a busy one sends few, large
 * requests.
 */
export class Gather {
  readonly #options: GatherOptions;
  readonly #underWay = new Set<UnderWay>();
  #waiting: GatheredCall[] = [];
  #isWatching = false;

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  /** Makes a call. @returns a function by which its caller leaves it */
  call(wire: WireCall, outcome: Outcome): () => void {
    const call = new GatheredCall(wire, outcome);
    if (this.#underWay.size < this.#options.maxInFlight) {
      this.#send([call]);
    } else {
      this.#waiting.push(call);
      this.#watch();
    }
    return () => call.leave();
  }

  #send(calls: readonly GatheredCall[]): void {
    const { kind, exchange, headers, pace } = this.#options;
    const request: UnderWay = { startedAt: pace.now(), open: calls.length, abandon: () => {} };
    for (const call of calls) call.request = request;
    this.#underWay.add(request);
    const over = (): void => {
      if (this.#underWay.delete(request)) this.#sendWaiting();
    };
    const abandon = exchange(requestOf(kind, calls, headers), new AnswerReader(calls, calls.length > 1, over));
    request.abandon = () => {
      abandon();
      over();
    };
  }

  #sendWaiting(): void {
    while (this.#underWay.size < this.#options.maxInFlight) {
      const calls = this.#takeWaiting();
      if (calls.length === 0) return;
      this.#send(calls);
    }
  }

  /** The first calls that wait, as many as a request may have. */
  #takeWaiting(): GatheredCall[] {
    const { kind, maxCalls } = this.#options;
    const waiting = this.#waiting.filter(({ isOver }) => !isOver);
    let length = 0;
    let taken = 0;
    for (const { name, input } of waiting.slice(0, maxCalls)) {
      length += name.length + input.length + 20;
      if (taken > 0 && length > MAX_LENGTH[kind]) break;
      taken += 1;
    }
    this.#waiting = waiting.slice(taken);
    return waiting.slice(0, taken);
  }

  /** While calls wait, lets the next request begin once one that is under way has lasted long. */
  #watch(): void {
    const [oldest] = this.#underWay;
    if (this.#isWatching || oldest === undefined) return;
    const { pace } = this.#options;
    this.#isWatching = true;
    pace.after(Math.max(0, oldest.startedAt + LONG_MS - pace.now()), () => {
      this.#isWatching = false;
      const since = pace.now() - LONG_MS;
      for (const request of this.#underWay) if (request.startedAt <= since) this.#underWay.delete(request);
      this.#sendWaiting();
      if (this.#waiting.length > 0) this.#watch();
    });
  }
}
