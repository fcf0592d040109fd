import type { Instant } from "@scrip/domain/ledger";

const DAY_MS = 86_400_000;
/** Advances of one organization that follow each other faster are a run of many, such as a replay. */
const RUN_MS = 1_000;
/** The most organizations that are remembered. */
const MOST = 10_000;

/**
 * Chooses the advances of test clocks after which the runway is noted. A note costs more than a free advance, so a run of
 * many advances has one for each day of its clock. The worker notes the end of a run.
 */
export class NotedAdvances {
  readonly #now: () => number;
  /** The last note of each organization: its time by the test clock, and when it was chosen by `#now`. */
  readonly #last = new Map<string, { readonly at: Instant; readonly chosenAt: number }>();

  /** @param now monotonic milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether the runway is noted after an advance to this time. */
  choose(orgId: string, at: Instant): boolean {
    const now = this.#now();
    const last = this.#last.get(orgId);
    if (last !== undefined && at - last.at < DAY_MS && now - last.chosenAt < RUN_MS) return false;
    if (this.#last.size >= MOST) this.#last.clear();
    this.#last.set(orgId, { at, chosenAt: now });
    return true;
  }
}
