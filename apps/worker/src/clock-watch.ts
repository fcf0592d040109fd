import type { CellSource } from "@scrip/db/connection";
import { readClock } from "@scrip/db/due";
import { type ClockDoubt, type ClockReading, clockDoubt } from "@scrip/domain/time";

/** The clocks of the process, and who hears of doubts. */
export interface ClockTerms {
  readonly wallNow: () => number;
  /** Milliseconds of a clock that only counts on. */
  readonly steadyNow: () => number;
  /** Called when the due work of a cell pauses, and with `null` when it goes on. Must not throw. */
  readonly onChange: (cell: string | null, doubt: ClockDoubt | null) => void;
}

/**
 * Watches PostgreSQL's clock in each cell. While it is not trusted, no due work of the cell runs: a clock that jumps
 * years ahead would expire all credit.
 * @source docs/rules.md#sweeps
 */
export class ClockWatch {
  readonly #terms: ClockTerms;
  readonly #trusted = new Map<string | null, ClockReading>();
  readonly #doubts = new Map<string | null, ClockDoubt>();
  readonly #reading = new Map<string | null, Promise<ClockDoubt | null>>();

  constructor(terms: ClockTerms) {
    this.#terms = terms;
  }

  /** The cells whose due work is paused. */
  get paused(): readonly (string | null)[] {
    return [...this.#doubts.keys()];
  }

  /**
   * Compares the clocks now. Calls at the same time share one reading.
   * @returns why due work must not run; `null` if it may
   */
  doubt(cell: CellSource): Promise<ClockDoubt | null> {
    const reading = this.#reading.get(cell.cell) ?? this.#read(cell).finally(() => this.#reading.delete(cell.cell));
    this.#reading.set(cell.cell, reading);
    return reading;
  }

  async #read(cell: CellSource): Promise<ClockDoubt | null> {
    const { wallNow, steadyNow, onChange } = this.#terms;
    const name = cell.cell;
    const database = await readClock(cell);
    const reading = { database, process: wallNow(), steady: steadyNow() };
    const doubt = clockDoubt(reading, this.#trusted.get(name) ?? null);
    const was = this.#doubts.has(name);
    if (doubt === null) {
      this.#trusted.set(name, reading);
      this.#doubts.delete(name);
    } else this.#doubts.set(name, doubt);
    if (was !== (doubt !== null)) onChange(name, doubt);
    return doubt;
  }
}

/** What is wrong with PostgreSQL's clock, and what to do, for the log. */
export function inWords({ reason, aheadMs }: ClockDoubt): string {
  const by = `${Math.round(Math.abs(aheadMs) / 60_000)} minutes ${aheadMs < 0 ? "behind" : "ahead of"}`;
  return reason === "differs"
    ? `is ${by} the clock of this machine. Synchronize both (NTP)`
    : `jumped ${Math.round(aheadMs / 86_400_000)} days ahead. Set it right; if it is right, restart the worker`;
}
