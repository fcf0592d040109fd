import type { Outcome } from "./answer-reader.ts";
import type { WireCall } from "./request-of.ts";

/** A request that has no complete answer yet. */
export interface UnderWay {
  readonly startedAt: number;
  /** The number of its calls that have no answer and whose callers still wait. */
  open: number;
  abandon: () => void;
}

/** A call that waits for a request, or is in one. */
export class GatheredCall implements WireCall, Outcome {
  readonly name: string;
  readonly input: string;
  /** `null` while the call waits. */
  request: UnderWay | null = null;
  readonly #outcome: Outcome;
  #isOver = false;

  constructor({ name, input }: WireCall, outcome: Outcome) {
    this.name = name;
    this.input = input;
    this.#outcome = outcome;
  }

  /** Whether it has its answer, or its caller has left. */
  get isOver(): boolean {
    return this.#isOver;
  }

  resolve(answer: unknown): void {
    if (this.#close()) this.#outcome.resolve(answer);
  }

  reject(reason: unknown): void {
    if (this.#close()) this.#outcome.reject(reason);
  }

  /** Its caller no longer waits. A request that nobody waits for is abandoned. */
  leave(): void {
    if (this.#close() && this.request?.open === 0) this.request.abandon();
  }

  #close(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    if (this.request !== null) this.request.open -= 1;
    return true;
  }
}
