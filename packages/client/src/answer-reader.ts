import { CallFailed, failedDataIn } from "./call-failed.ts";
import type { ResponseHead, ResponseReader } from "./exchange.ts";
import { ForeignAnswer } from "./foreign-answer.ts";

/** Receives the outcome of one call. Only the first outcome counts. */
export interface Outcome {
  resolve(answer: unknown): void;
  reject(reason: unknown): void;
}

/**
 * Reads the answers to the calls of one request. A response is the answer to its one call, an array of answers, or lines
 * of the form `index:answer`, each of which is passed on as soon as it is there. An answer is `{ result: { data } }` or
 * `{ error: { message, data } }`.
 */
export class AnswerReader implements ResponseReader {
  readonly #calls: readonly Outcome[];
  readonly #isBatch: boolean;
  readonly #onOver: () => void;
  #head: ResponseHead = { status: 0, contentType: "", retryAfter: null };
  #hasLines = false;
  /** The text after the last end of a line. */
  #rest = "";
  #lines = 0;

  /** @param onOver called once, when the response has ended or failed */
  constructor(calls: readonly Outcome[], isBatch: boolean, onOver: () => void) {
    this.#calls = calls;
    this.#isBatch = isBatch;
    this.#onOver = onOver;
  }

  head(head: ResponseHead): boolean {
    this.#head = head;
    this.#hasLines = head.contentType.startsWith("application/jsonl");
    if (this.#hasLines || head.contentType.startsWith("application/json")) return true;
    this.fail(new ForeignAnswer(head));
    return false;
  }

  text(part: string): void {
    const text = this.#rest + part;
    if (!this.#hasLines) {
      this.#rest = text;
      return;
    }
    let from = 0;
    for (let to = text.indexOf("\n"); to !== -1; to = text.indexOf("\n", from)) {
      this.#line(text.slice(from, to));
      from = to + 1;
    }
    this.#rest = text.slice(from);
  }

  end(): void {
    try {
      if (!this.#hasLines) this.#whole(JSON.parse(this.#rest));
      else if (this.#lines < this.#calls.length) throw new Error("the answer ended early");
      this.#onOver();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Rejects the calls that have no answer yet. */
  fail(error: unknown): void {
    for (const call of this.#calls) call.reject(error);
    this.#onOver();
  }

  #line(line: string): void {
    const colon = line.indexOf(":");
    const call = this.#calls[Number(line.slice(0, colon))];
    if (call === undefined) return;
    this.#lines += 1;
    try {
      this.#settle(call, JSON.parse(line.slice(colon + 1)));
    } catch (error) {
      call.reject(error);
    }
  }

  #whole(answer: unknown): void {
    // A request that is refused as a whole has one answer for all of its calls.
    const answers = this.#isBatch && Array.isArray(answer) ? answer : this.#calls.map(() => answer);
    for (const [index, call] of this.#calls.entries()) this.#settle(call, answers[index]);
  }

  #settle(call: Outcome, answer: unknown): void {
    const { result, error } = (answer ?? {}) as { result?: Partial<Answer>; error?: Partial<Answer> };
    if (typeof result === "object" && result !== null) call.resolve(result.data);
    else call.reject(this.#failure(error ?? {}));
  }

  #failure({ message, data }: Partial<Answer>): Error {
    const failed = failedDataIn(data);
    return failed === null ? new ForeignAnswer(this.#head) : new CallFailed(String(message), failed);
  }
}

/** The fields of an answer in tRPC's format, a result or an error. */
interface Answer {
  readonly data: unknown;
  readonly message: unknown;
}
