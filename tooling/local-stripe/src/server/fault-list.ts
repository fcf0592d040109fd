import { StripeError } from "../protocol/stripe-error.ts";
import { type Answer, answerOf, errorAnswer } from "./answer.ts";

/** A failure of calls to come. */
export interface FaultSpec {
  /** The call, such as `POST /v1/payment_intents` or `POST /v1/invoices/*`; every call if it is not given. */
  readonly on?: string | undefined;
  /** How many calls fail. */
  readonly times?: number | undefined;
  /** Before or after the effect of the call. */
  readonly when: "before" | "after";
  /** The status of the answer, `drop` for a closed connection, or `hold` for a call that waits until it is released. */
  readonly how: 409 | 429 | 500 | "drop" | "hold";
  /** The error is the answer to the idempotency key from now on. Stripe stores a 500, and neither 409 nor 429. */
  readonly isStored?: boolean | undefined;
}

/** What a call meets. */
export class Fault {
  readonly spec: FaultSpec;
  left: number;
  private release: (() => void) | null = null;
  private readonly released: Promise<void>;

  constructor(spec: FaultSpec) {
    this.spec = spec;
    this.left = spec.times ?? 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.released = promise;
    this.release = resolve;
  }

  get when(): "before" | "after" {
    return this.spec.when;
  }

  /** The failure; undefined after a call was held and released. */
  async happen(): Promise<Failure | undefined> {
    if (this.spec.how !== "hold") return this.failure();
    await this.released;
    return undefined;
  }

  failure(): Failure | undefined {
    const { how, isStored } = this.spec;
    if (how === "hold") return undefined;
    if (how === "drop") return { stored: false, answer: (id) => ({ ...answerOf(500, null, id), isDropped: true }) };
    const stored = isStored ?? how === 500;
    return {
      stored,
      answer: (id) => (stored ? notToRetry(errorAnswer(ERRORS[how], id)) : errorAnswer(ERRORS[how], id)),
    };
  }

  free(): void {
    this.release?.();
  }
}

/** Stripe tells the SDK not to repeat a request whose stored answer would only be repeated. */
function notToRetry(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, "stripe-should-retry": "false" } };
}

export interface Failure {
  readonly stored: boolean;
  readonly answer: (requestId: string) => Answer;
}

const ERRORS: Readonly<Record<409 | 429 | 500, StripeError>> = {
  409: new StripeError(409, {
    type: "invalid_request_error",
    code: "lock_timeout",
    message:
      "This object cannot be accessed right now because another API request or Stripe process is currently accessing it.",
  }),
  429: new StripeError(429, {
    type: "invalid_request_error",
    code: "rate_limit",
    message: "Request rate limit exceeded.",
  }),
  500: new StripeError(500, { type: "api_error", message: "An unknown error occurred." }),
};

/** The failures to come. */
export class FaultList {
  private faults: Fault[] = [];
  private readonly held = new Set<Fault>();

  add(spec: FaultSpec): void {
    this.faults.push(new Fault(spec));
  }

  list(): readonly (FaultSpec & { readonly left: number })[] {
    return this.faults.map(({ spec, left }) => ({ ...spec, left }));
  }

  clear(): void {
    this.faults = [];
    this.release();
  }

  /** Lets calls go on that were held. */
  release(): void {
    for (const fault of this.held) fault.free();
    this.held.clear();
  }

  /** The failure that a call meets, if any. */
  take(method: string, path: string): Fault | undefined {
    const fault = this.faults.find(({ spec }) => fits(spec.on, `${method} ${path}`));
    if (fault === undefined) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.faults = this.faults.filter((other) => other !== fault);
    if (fault.spec.how === "hold") this.held.add(fault);
    return fault;
  }
}

function fits(on: string | undefined, call: string): boolean {
  if (on === undefined) return true;
  const steps = on.split("/");
  const asked = call.split("/");
  return steps.length === asked.length && steps.every((step, n) => step === "*" || step === asked[n]);
}
