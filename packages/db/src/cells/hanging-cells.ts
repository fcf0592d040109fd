/** A cell that hangs is asked again at most this often. */
const PAUSE_MS = 1_000;

/** What it takes to ask cells. */
export interface HangingCellsTerms {
  /** Asks a cell, and waits a limited time. Never rejects. @returns whether it answers, and serves */
  readonly ask: (cell: string) => Promise<boolean>;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyNow: () => number;
}

/**
 * Remembers which cells hang, so that only one reading waits for each. A cell is asked again when its state is needed, in
 * the background, and not by a timer of its own.
 */
export class HangingCells {
  readonly #terms: HangingCellsTerms;
  /** When each cell that hangs was asked last. */
  readonly #askedAt = new Map<string, number>();
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(terms: HangingCellsTerms) {
    this.#terms = terms;
  }

  has(cell: string): boolean {
    const askedAt = this.#askedAt.get(cell);
    if (askedAt === undefined) return false;
    if (this.#terms.steadyNow() - askedAt >= PAUSE_MS) void this.ask(cell);
    return true;
  }

  add(cell: string): void {
    if (!this.#askedAt.has(cell)) this.#askedAt.set(cell, this.#terms.steadyNow());
  }

  /** Notes that a cell answered. */
  delete(cell: string): void {
    this.#askedAt.delete(cell);
  }

  /** Asks a cell now. Calls of the same moment share the answer. */
  ask(cell: string): Promise<boolean> {
    const running = this.#asking.get(cell);
    if (running !== undefined) return running;
    if (this.#askedAt.has(cell)) this.#askedAt.set(cell, this.#terms.steadyNow());
    const asked = this.#terms.ask(cell).finally(() => this.#asking.delete(cell));
    this.#asking.set(cell, asked);
    return asked;
  }
}
