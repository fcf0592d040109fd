import type { DataSource } from "typeorm";
import { type FoundIdentity, identityOf } from "../cells/cell-identity.ts";
import type { CellsGuard } from "../cells/cells-guard.ts";
import type { CellWatch } from "../connection/cell-guard.ts";
import { TransientError } from "../connection/errors.ts";
import { type CellSource, cellOf } from "../connection/home-source.ts";
import { type DataSourceOptions, openDataSource } from "./data-source.ts";

/** A cell that did not open is tried again at the first use after this time. */
const PAUSE_MS = 1_000;

/** How a cell is opened. */
export interface CellTerms {
  readonly name: string;
  readonly url: string;
  readonly options: DataSourceOptions;
  /** Checks that the cell may serve. Its error says why not. */
  readonly check: (cell: CellSource) => Promise<void>;
  readonly guard: CellsGuard;
}

/** A cell of a process, which may be away. */
export interface OpenCell {
  readonly name: string;
  readonly source: CellSource;
  /** Asks the database what it is, even if it is refused. Opens the cell, if it is not open. */
  identity(): Promise<FoundIdentity>;
  close(): Promise<void>;
}

/**
 * The connections to a named cell. They open at the first use, and again after a failure, so that a process starts and
 * serves the organizations of the other cells while this one is away.
 */
export function openCell(terms: CellTerms): OpenCell {
  const cell = new LazyCell(terms);
  return { name: terms.name, source: cell, identity: () => cell.identity(), close: () => cell.close() };
}

class LazyCell implements CellSource {
  readonly home = "organizations";
  readonly cell: string;
  readonly watch: CellWatch;
  readonly #terms: CellTerms;
  #opening: Promise<Opened> | null = null;
  #opened: Opened | null = null;
  #failure: { readonly at: number; readonly error: TransientError } | null = null;

  constructor(terms: CellTerms) {
    this.#terms = terms;
    this.cell = terms.name;
    this.watch = terms.guard.watchOf(terms.name);
  }

  async identity(): Promise<FoundIdentity> {
    const { source } = this.#opened ?? (await this.#openOnce());
    return identityOf(source);
  }

  async close(): Promise<void> {
    await this.#opening?.catch(() => {});
    await this.#opened?.dataSource.destroy();
  }

  /** Only inside a transaction: the cell may not be open yet. */
  readonly repository: CellSource["repository"] = (entity) => this.#now().repository(entity);

  readonly query: CellSource["query"] = async (sql, values) => (await this.#ready()).query(sql, values);

  readonly transaction: CellSource["transaction"] = async (unit, isolation) =>
    (await this.#ready()).transaction(unit, isolation);

  readonly snapshot: CellSource["snapshot"] = async (unit) => (await this.#ready()).snapshot(unit);

  readonly openPool: CellSource["openPool"] = (max) => this.#now().openPool(max);

  readonly serves: CellSource["serves"] = () => this.#terms.guard.serves(this.cell);

  readonly connections: CellSource["connections"] = () =>
    this.#opened?.source.connections() ?? { open: 0, busy: 0, awaited: 0 };

  /** Opens the cell, if it is not open. @throws TransientError `unavailable` */
  async #ready(): Promise<CellSource> {
    if (this.#opened !== null) return this.#now();
    if (this.#failure !== null && performance.now() - this.#failure.at < PAUSE_MS) throw this.#failure.error;
    return (await this.#openOnce()).source;
  }

  /** @throws TransientError `unavailable` if the cell is not open, or is refused */
  #now(): CellSource {
    if (this.#opened === null) throw this.#failure?.error ?? this.#away(new Error("The cell is not open yet."));
    this.#terms.guard.require(this.cell);
    return this.#opened.source;
  }

  #openOnce(): Promise<Opened> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #open(): Promise<Opened> {
    const { url, options, check, guard } = this.#terms;
    let dataSource: DataSource | undefined;
    try {
      dataSource = await openDataSource(url, { ...options, verify: guard.verifierOf(this.cell) });
      const source = cellOf(dataSource, this.cell);
      await check(source);
      guard.fits(this.cell);
      this.#failure = null;
      this.#opened = { dataSource, source };
      return this.#opened;
    } catch (error) {
      await dataSource?.destroy();
      guard.failed(this.cell, error);
      this.#failure = { at: performance.now(), error: this.#away(error) };
      throw this.#failure.error;
    }
  }

  #away(cause: unknown): TransientError {
    if (cause instanceof TransientError) return cause;
    return new TransientError(
      "unavailable",
      `The database of this organization, the cell ${this.cell}, does not serve at the moment. Try again shortly.`,
      PAUSE_MS,
      cause,
    );
  }
}

interface Opened {
  readonly dataSource: DataSource;
  readonly source: CellSource;
}
