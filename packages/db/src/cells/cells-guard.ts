import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";
import {
  type CellCondition,
  type CellGuard,
  type CellState,
  type CellWatch,
  refusedCell,
  type VerifyConnection,
} from "../connection/cell-guard.ts";
import { TransientError } from "../connection/errors.ts";
import { StartupError } from "../connection/startup-error.ts";
import { NoAnswer, within } from "../connection/within.ts";
import { type FoundIdentity, identityOn, type KnownIdentity, whyRefused } from "./cell-identity.ts";
import { HangingCells } from "./hanging-cells.ts";
import type { ListedCellRow } from "./listed-cell.entity.ts";

/** A list that is older is read again before a new connection serves. */
const FRESH_MS = 1_000;
/** A new connection waits at most this long for the list, and goes by what is known otherwise. */
const PATIENCE_MS = 1_000;
/** A cell that takes longer to say what it is does not answer. */
const ANSWER_MS = 5_000;

/** What the guard of a process needs. */
export interface GuardTerms {
  /** The cells whose addresses the process knows. */
  readonly names: readonly string[];
  /** Reads the platform's list of cells. */
  readonly list: () => Promise<readonly ListedCellRow[]>;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyNow: () => number;
}

/** A cell whose database the guard asks now and then. */
export interface WatchedCell {
  readonly name: string;
  /** Asks its database what it is, past the guard. */
  identity(): Promise<FoundIdentity>;
}

/**
 * Knows the cells of a process: what the platform lists, what their databases said last, and whether each may serve. It
 * checks each new connection, and asks every cell in regular intervals, because a connection can outlive a change.
 * @source docs/operate/restore.md#restore-one-cell
 */
export class CellsGuard implements CellGuard {
  readonly #terms: GuardTerms;
  readonly #known = new Map<string, KnownIdentity>();
  readonly #states = new Map<string, CellState>();
  /** The cells whose server, schema or role does not fit this process. */
  readonly #unfit = new Set<string>();
  readonly #hanging: HangingCells;
  #watched: ReadonlyMap<string, WatchedCell> = new Map();
  readonly #listeners = new Set<(state: CellState) => void>();
  #listedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;
  #refreshing: Promise<void> | null = null;

  /** @param listed the platform's list at the start */
  constructor(terms: GuardTerms, listed: readonly ListedCellRow[]) {
    this.#terms = terms;
    this.#hanging = new HangingCells({ ask: (cell) => this.#ask(cell), steadyNow: terms.steadyNow });
    for (const name of terms.names) this.#states.set(name, { cell: name, condition: "serving", why: null });
    this.#learn(listed);
  }

  /** The condition of each cell that the process or the platform knows. */
  get states(): readonly CellState[] {
    return [...this.#states.values()];
  }

  /** Calls the listener with every cell that does not serve, and with each change. The listener must not throw. */
  onState(listener: (state: CellState) => void): () => void {
    const own = (state: CellState): void => listener(state);
    this.#listeners.add(own);
    for (const state of this.states) if (state.condition !== "serving") own(state);
    return () => this.#listeners.delete(own);
  }

  require(cell: string): void {
    if (this.#states.get(cell)?.condition === "refused") throw refusedCell(cell);
  }

  serves(cell: string): boolean {
    return this.#states.get(cell)?.condition === "serving";
  }

  verifierOf(cell: string): VerifyConnection {
    return (client, done) => {
      // The pool has no listener for errors of a connection that is not handed out yet.
      client.on("error", () => {});
      void this.#answer(cell, client, done);
    };
  }

  watchOf(cell: string): CellWatch {
    return {
      hangs: () => this.#hanging.has(cell),
      suspect: () => {
        this.#hanging.add(cell);
        void this.#hanging.ask(cell);
      },
      answers: () => this.#hanging.ask(cell),
    };
  }

  /** Judges what a database at the address of a cell said of itself. @throws TransientError if it must not serve */
  judge(cell: string, is: FoundIdentity): void {
    this.#hanging.delete(cell);
    const known = this.#known.get(cell) ?? NOTHING;
    const why = whyRefused(cell, known, is);
    if (why !== null) throw this.#refuse(cell, why);
    // The cell counts its epoch first, so this process may see it before the platform lists it.
    if (is.epoch > known.epoch) this.#known.set(cell, { ...known, epoch: is.epoch });
    if (!this.#unfit.has(cell)) this.#note(cell, "serving", null);
  }

  /** Notes that the server, the schema and the role of a cell fit this process. */
  fits(cell: string): void {
    this.#unfit.delete(cell);
    this.#hanging.delete(cell);
    this.#note(cell, "serving", null);
  }

  /** Notes that the database of a cell could not be used. With a `StartupError` it must not be used. */
  failed(cell: string, error: unknown): void {
    if (error instanceof NoAnswer) {
      this.#hanging.add(cell);
      this.#note(cell, "away", `It did not answer within ${error.limitMs / 1000} seconds.`);
      return;
    }
    // A refusal is noted already, and so is what kept the cell from opening.
    if (error instanceof TransientError) return;
    const isUnfit = error instanceof StartupError;
    if (isUnfit) this.#unfit.add(cell);
    this.#note(cell, isUnfit ? "refused" : "away", reasonOf(error));
  }

  /** Takes the cells that it asks. */
  watch(cells: readonly WatchedCell[]): void {
    this.#watched = new Map(cells.map((cell) => [cell.name, cell]));
  }

  /** Reads the platform's list again, and asks every cell. Never throws. A call joins one that runs. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    await this.#readList().catch(() => {});
    await Promise.all([...this.#watched.keys()].map((cell) => this.#hanging.ask(cell)));
  }

  /** Asks a cell what it is. Never throws. @returns whether it answers, and serves */
  async #ask(name: string): Promise<boolean> {
    const cell = this.#watched.get(name);
    if (cell === undefined) {
      this.#hanging.delete(name);
      return true;
    }
    try {
      // An answer that comes later than this is judged all the same.
      const judged = cell.identity().then((is) => this.judge(name, is));
      await within(ANSWER_MS, judged);
      return true;
    } catch (error) {
      this.failed(name, error);
      return false;
    }
  }

  /** Never throws: the pool learns of a refusal by the call. */
  async #answer(cell: string, client: ClientBase, done: (refused?: Error) => void): Promise<void> {
    let refusal: Error | undefined;
    try {
      await this.#verify(cell, client);
    } catch (error) {
      refusal = error instanceof Error ? error : new Error(String(error));
    }
    done(refusal);
  }

  async #verify(cell: string, client: ClientBase): Promise<void> {
    if (this.#terms.steadyNow() - this.#listedAt > FRESH_MS)
      await Promise.race([this.#readList().catch(() => {}), sleep(PATIENCE_MS, undefined, { ref: false })]);
    this.judge(cell, await identityOn(client));
  }

  #readList(): Promise<void> {
    this.#reading ??= this.#terms
      .list()
      .then((listed) => this.#learn(listed))
      .finally(() => {
        this.#reading = null;
      });
    return this.#reading;
  }

  #learn(listed: readonly ListedCellRow[]): void {
    this.#listedAt = this.#terms.steadyNow();
    for (const { name, epoch, systemIdentifier, timeline } of listed) {
      const seen = this.#known.get(name)?.epoch ?? 0;
      this.#known.set(name, { epoch: Math.max(epoch, seen), systemIdentifier, timeline });
      if (!this.#terms.names.includes(name))
        this.#note(name, "unknown", "SCRIP_CELLS of this process does not have it.");
    }
    // A cell that was removed from the list is no concern of this process any more.
    const names = new Set(listed.map(({ name }) => name));
    for (const { cell, condition } of this.states)
      if (condition === "unknown" && !names.has(cell)) this.#states.delete(cell);
  }

  #refuse(cell: string, why: string): TransientError {
    this.#note(cell, "refused", why);
    return refusedCell(cell);
  }

  #note(cell: string, condition: CellCondition, why: string | null): void {
    const before = this.#states.get(cell);
    const state: CellState = { cell, condition, why };
    this.#states.set(cell, state);
    if (before?.condition === condition && (condition !== "refused" || before.why === why)) return;
    for (const listener of this.#listeners) listener(state);
  }
}

const NOTHING: KnownIdentity = { epoch: 0, systemIdentifier: null, timeline: null };

/** An error of several addresses of one host has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
