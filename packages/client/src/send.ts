import { withAmounts } from "./amounts.ts";
import type { Answer } from "./answers.ts";
import { ScripError } from "./errors.ts";
import { type Given, toWire } from "./given.ts";
import { inTime, type Start } from "./in-time.ts";
import type { CallOptions, Settings } from "./options.ts";
import type { Pace } from "./pace.ts";
import { type Called, PROCEDURES } from "./procedures.ts";
import { wireCall } from "./request-of.ts";
import { withRetries } from "./retry.ts";
import type { Transport } from "./transport.ts";
import type { WireAnswer } from "./wire.ts";

/** Makes one call, with retries. */
export type Send = <P extends Called>(
  name: P,
  given: Given<P> & { readonly org?: string | undefined },
  options: CallOptions | undefined,
) => Promise<Answer<P>>;

export function sender(transport: Transport, settings: Settings, pace: Pace): Send {
  const { onRetry, conceal } = settings;
  return async <P extends Called>(name: P, given: object, options: CallOptions = {}): Promise<Answer<P>> => {
    const { timeoutMs = settings.timeoutMs, retryForMs = settings.retryForMs, signal } = options;
    const { kind, keyed } = PROCEDURES[name];
    // All attempts share one key, so that Scrip executes the call once, whichever attempts arrive.
    const idempotencyKey = keyed ? keyOf(given) : null;
    const call = wireCall(kind, name, toWire(keyed ? { ...given, idempotencyKey } : given));
    const start: Start = (outcome) => transport(kind, call, outcome);
    const answer = await withRetries(
      () => inTime(start, { timeoutMs, signal }, pace),
      { procedure: name, idempotencyKey, retryForMs, signal, onRetry, conceal },
      pace,
    );
    return read(name, answer as WireAnswer<P>);
  };
}

function read<P extends Called>(name: P, answer: WireAnswer<P>): Answer<P> {
  const amounts: (typeof PROCEDURES)[P]["amounts"] = PROCEDURES[name].amounts;
  try {
    return withAmounts(answer, amounts);
  } catch {
    const message = `This version of the client does not understand Scrip's answer to ${name}.`;
    const facts = { code: "unexpected_answer", message, details: {}, status: 200, requestId: null } as const;
    throw new ScripError(facts);
  }
}

function keyOf(given: { readonly idempotencyKey?: string | undefined }): string {
  return given.idempotencyKey ?? crypto.randomUUID();
}
