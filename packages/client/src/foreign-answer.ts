import type { ResponseHead } from "./exchange.ts";

/** Something other than the API's router answered: a proxy, a server that is shutting down, another server. */
export class ForeignAnswer extends Error {
  override readonly name = "ForeignAnswer";
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor({ status, retryAfter }: Pick<ResponseHead, "status" | "retryAfter">) {
    super(`HTTP ${status} without an answer from Scrip`);
    this.status = status;
    this.retryAfterMs = secondsToMs(retryAfter);
  }
}

/** `Retry-After` in seconds. A date is ignored, since it would need both clocks to agree. */
function secondsToMs(seconds: string | null): number | null {
  return seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null;
}
