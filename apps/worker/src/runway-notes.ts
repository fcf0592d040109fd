/** The functions that the notes call. */
export interface RunwayNotesTerms {
  /** Notes the runway of an organization, if it is worth a note. */
  readonly note: (orgId: string) => Promise<unknown>;
  readonly onProblem: (error: unknown) => void;
  /** The least time between two looks at one organization, in milliseconds. */
  readonly restMs?: number;
}

/** Changes come in bursts; a look at the end of a minute sees all of them. */
const REST_MS = 60_000;
/** The shortest pause after a look. */
const PACE_MS = 20;
/** The pause after a look, in times that the look took: the notes take at most a tenth of one connection. */
const PAUSES_PER_LOOK = 9;
const LONGEST_PAUSE_MS = 1_000;
/** The most organizations that wait. More are left out: each change of theirs is another chance. */
const MOST_WAITING = 10_000;

/**
 * Notes the runways of organizations that changed, one after another. Each organization is looked at once in a while,
 * however often it changes. The notes are a chart and no part of the books: one that is lost is not made up for.
 * @source docs/rules.md#runway-history
 */
export class RunwayNotes {
  private readonly terms: RunwayNotesTerms;
  private readonly closing = new AbortController();
  /** The organizations that wait, with the time of their look. */
  private readonly waiting = new Map<string, number>();
  /** When each organization was looked at last, for those whose rest is not over. */
  private readonly looked = new Map<string, number>();
  private running: Promise<void> | null = null;
  /** When the pause after the last look ends. */
  private freeAt = 0;

  constructor(terms: RunwayNotesTerms) {
    this.terms = terms;
  }

  /** Receives the announcement that organizations changed. */
  hear(orgIds: readonly string[]): void {
    if (this.closing.signal.aborted) return;
    for (const orgId of orgIds)
      if (!this.waiting.has(orgId) && this.waiting.size < MOST_WAITING) this.waiting.set(orgId, this.timeOf(orgId));
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
  }

  async stop(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      const next = this.earliest();
      if (next === null) return;
      // An organization that is heard of meanwhile may be earlier.
      const at = Math.max(next.at, this.freeAt);
      await this.pause(Math.min(Math.max(PACE_MS, at - Date.now()), LONGEST_PAUSE_MS));
      if (this.closing.signal.aborted || at > Date.now()) continue;
      this.waiting.delete(next.orgId);
      this.looked.delete(next.orgId);
      const startedAt = Date.now();
      this.looked.set(next.orgId, startedAt);
      await this.terms.note(next.orgId).catch(this.terms.onProblem);
      const tookMs = Date.now() - startedAt;
      this.freeAt = Date.now() + PAUSES_PER_LOOK * tookMs;
    }
  }

  private earliest(): { readonly orgId: string; readonly at: number } | null {
    let earliest: { orgId: string; at: number } | null = null;
    const now = Date.now();
    for (const [orgId, at] of this.waiting) {
      if (earliest === null || at < earliest.at) earliest = { orgId, at };
      if (at <= now) break;
    }
    return earliest;
  }

  private timeOf(orgId: string): number {
    const now = Date.now();
    const restMs = this.terms.restMs ?? REST_MS;
    for (const [other, at] of this.looked) {
      if (at + restMs > now) break;
      this.looked.delete(other);
    }
    return (this.looked.get(orgId) ?? now - restMs) + restMs;
  }

  private pause(ms: number): Promise<void> {
    const { signal } = this.closing;
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener("abort", end);
    });
  }
}
