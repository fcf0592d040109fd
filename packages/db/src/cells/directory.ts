import type { PlatformSource } from "../connection/home-source.ts";
import type { WhereIs } from "../connection/routing.ts";

/** The most organizations whose cells a process remembers: about 40 MB. The oldest are forgotten first. */
const MOST_KNOWN = 200_000;
/** The most organizations of one look-up. */
const MOST_AT_ONCE = 500;

/**
 * Says in which cell each organization lives, from the platform's registry. A process remembers what it has read, and is
 * corrected by the cells themselves: the row of an organization that moved names the cell to ask. Look-ups that wait
 * share one query.
 * @source docs/scale-out.md#how-it-works
 */
export class Directory implements WhereIs {
  readonly #platform: PlatformSource;
  readonly #firstCell: string;
  readonly #known = new Map<string, string>();
  readonly #waiting = new Map<string, PromiseWithResolvers<string>>();
  #isReading = false;

  /** @param firstCell the cell of all organizations whose entry in the registry names none */
  constructor(platform: PlatformSource, firstCell: string) {
    this.#platform = platform;
    this.#firstCell = firstCell;
  }

  cellOf(orgId: string): string | Promise<string> {
    const known = this.#known.get(orgId);
    if (known !== undefined) return known;
    const waiting = this.#waiting.get(orgId) ?? Promise.withResolvers<string>();
    this.#waiting.set(orgId, waiting);
    if (!this.#isReading) void this.#read();
    return waiting.promise;
  }

  learn(orgId: string, cell: string | null): void {
    this.#known.delete(orgId);
    if (cell === null) return;
    this.#known.set(orgId, cell);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }

  /** Answers what waits, until nothing waits. Never throws. */
  async #read(): Promise<void> {
    this.#isReading = true;
    // Look-ups of the same turn of the event loop share the first query.
    await Promise.resolve();
    while (this.#waiting.size > 0) {
      const asked = new Map([...this.#waiting].slice(0, MOST_AT_ONCE));
      for (const orgId of asked.keys()) this.#waiting.delete(orgId);
      try {
        const found = await this.#find([...asked.keys()]);
        for (const [orgId, { resolve }] of asked) {
          const cell = found.get(orgId);
          // An organization that nobody registered may be registered a moment later, in any cell.
          if (cell !== undefined) this.learn(orgId, cell);
          resolve(cell ?? this.#firstCell);
        }
      } catch (error) {
        for (const { reject } of asked.values()) reject(error);
      }
    }
    this.#isReading = false;
  }

  async #find(orgIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#platform.query<{ orgId: string; cell: string | null }[]>(
      `SELECT org_id AS "orgId", cell FROM organization_registry WHERE org_id = ANY ($1::uuid[])`,
      [orgIds],
    );
    return new Map(rows.map(({ orgId, cell }) => [orgId, cell ?? this.#firstCell]));
  }
}
