import { StripeError } from "../protocol/stripe-error.ts";
import { API_VERSION } from "../world/api-version.ts";
import type { IdempotencyRecord } from "../world/private-objects.ts";

/** An answer as it goes to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection is closed instead of an answer. */
  readonly isDropped?: boolean;
}

export function answerOf(status: number, body: unknown, requestId: string, key?: string): Answer {
  const headers = { ...headersOf(requestId), ...(key === undefined ? {} : { "idempotency-key": key }) };
  return { status, headers, body: JSON.stringify(body, null, 2) };
}

/** The error envelope. An error of the server itself is a 500. */
export function errorAnswer(thrown: unknown, requestId: string): Answer {
  if (!(thrown instanceof StripeError)) {
    const message = `The local Stripe failed: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
    return answerOf(500, { error: { type: "api_error", message } }, requestId);
  }
  const { code } = thrown.body;
  const error = {
    ...thrown.body,
    ...(code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
  };
  return answerOf(thrown.status, { error }, requestId);
}

/** The answer to an earlier request with the same key. */
export function replayOf({ id, requestId, status, body }: IdempotencyRecord, newRequestId: string): Answer {
  const headers = {
    ...headersOf(newRequestId),
    "idempotency-key": id,
    "idempotent-replayed": "true",
    "original-request": requestId,
    "stripe-should-retry": "false",
  };
  return { status, headers, body };
}

function headersOf(requestId: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "cache-control": "no-cache, no-store",
    "request-id": requestId,
    "stripe-version": API_VERSION,
  };
}
