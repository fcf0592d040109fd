const DAY_MS = 86_400_000;

/** The starts of the windows of a period: of the one that contains an instant, and of the one after it. */
interface Window {
  readonly from: number;
  /** Infinite for the window of all time. */
  readonly until: number;
}

/** The window of a budget's period that contains an instant. Days and months are those of the calendar in UTC. */
export function budgetWindow(period: string, at: number): Window {
  if (period === "all") return { from: 0, until: Number.POSITIVE_INFINITY };
  const date = new Date(at);
  if (period === "month") {
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth();
    return { from: Date.UTC(year, month, 1), until: Date.UTC(year, month + 1, 1) };
  }
  const from = at - (((at % DAY_MS) + DAY_MS) % DAY_MS);
  return { from, until: from + DAY_MS };
}
