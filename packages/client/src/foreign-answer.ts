/** What answered was not the API's router: a proxy, a server that is going down, another server. */
export class ForeignAnswer extends Error {
  override readonly name = "ForeignAnswer";
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor(response: Response) {
    super(`HTTP ${response.status} without an answer of Scrip`);
    this.status = response.status;
    this.retryAfterMs = secondsToMs(response.headers.get("retry-after"));
  }
}

/** `Retry-After` in seconds; its other form, a date, would need the two clocks to agree. */
function secondsToMs(seconds: string | null): number | null {
  return seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : null;
}
