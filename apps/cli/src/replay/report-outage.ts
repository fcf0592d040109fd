import type { Retry } from "@scrip/client";

/** Many calls retry at once, so a message is printed at most this often. */
const NOTE_EVERY_MS = 15_000;

/** Prints a message while the API cannot be reached. */
export function reportOutage(note: (text: string) => void, now: () => number): (retry: Retry) => void {
  let notedAt = Number.NEGATIVE_INFINITY;
  return ({ code, message }) => {
    // The API is reachable, only busy.
    if (code === "busy" || code === "too_many_requests" || now() - notedAt < NOTE_EVERY_MS) return;
    notedAt = now();
    note(`\n${message} Waiting for the API to come back.`);
  };
}
