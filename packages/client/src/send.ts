import { type WithAmounts, withAmounts } from "./amounts.ts";
import type { Answer } from "./answers.ts";
import { type Given, toWire } from "./given.ts";
import { inTime } from "./in-time.ts";
import type { CallOptions, Settings } from "./options.ts";
import type { Pace } from "./pace.ts";
import { type Called, PROCEDURES } from "./procedures.ts";
import { withRetries } from "./retry.ts";
import type { Transport } from "./transport.ts";
import type { WireAnswer } from "./wire.ts";

/** Makes one call, with as many attempts as it takes. */
export type Send = <P extends Called>(
  name: P,
  given: Given<P> & { readonly org?: string | undefined },
  options: CallOptions | undefined,
) => Promise<Answer<P>>;

export function sender(transport: Transport, settings: Settings, pace: Pace): Send {
  const { onRetry, conceal } = settings;
  return async <P extends Called>(name: P, given: object, options: CallOptions = {}): Promise<Answer<P>> => {
    const { timeoutMs = settings.timeoutMs, retryForMs = settings.retryForMs, signal } = options;
    const { kind, keyed, amounts } = PROCEDURES[name];
    // One key for all attempts: it makes them one intent, whichever of them arrived.
    const idempotencyKey = keyed ? keyOf(given) : null;
    const input = toWire(keyed ? { ...given, idempotencyKey } : { ...given });
    const attempt = (within: AbortSignal) => transport({ kind, name, input, signal: within });
    const answer = await withRetries(
      () => inTime(attempt, { timeoutMs, signal }, pace),
      { procedure: name, idempotencyKey, retryForMs, signal, onRetry, conceal },
      pace,
    );
    type Amounts = (typeof PROCEDURES)[P]["amounts"];
    return withAmounts(answer as WireAnswer<P>, amounts as Amounts) satisfies WithAmounts<WireAnswer<P>, Amounts>;
  };
}

function keyOf(given: { readonly idempotencyKey?: string | undefined }): string {
  return given.idempotencyKey ?? crypto.randomUUID();
}
