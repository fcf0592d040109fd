import type { Retry } from "@scrip/client";

/** Many calls wait at once and try often; a person is told now and then. */
const TELL_EVERY_MS = 15_000;

/** Tells that the API is away, for as long as it is. */
export function tellOutage(tell: (text: string) => void, now: () => number): (retry: Retry) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return ({ code, message }) => {
    // The API is there, and says that it has much to do.
    if (code === "busy" || code === "too_many_requests" || now() - toldAt < TELL_EVERY_MS) return;
    toldAt = now();
    tell(`\n${message} Waiting for it to come back.`);
  };
}
