import type { Instant } from "@scrip/domain/ledger";
import type { PlatformSource } from "../connection/home-source.ts";
import { type ServiceKeyUse, writeLastUses } from "./service-keys.ts";

/** How often the uses are written, in milliseconds. */
const EVERY_MS = 30_000;

/**
 * Remembers the last use of each key in memory, and writes them twice a minute and at the end, in one statement for all
 * keys. A request never waits for it. The uses of half a minute are lost if the process dies.
 * @source docs/rules.md#service-keys
 */
export class ServiceKeyUses {
  readonly #platform: PlatformSource;
  #uses = new Map<string, ServiceKeyUse>();
  #timer: NodeJS.Timeout | undefined;

  constructor(platform: PlatformSource) {
    this.#platform = platform;
  }

  /** Notes that a key was used. @param from the address of the client */
  note(id: string, at: Instant, from: string | null): void {
    this.#uses.set(id, { id, at, from });
    this.#timer ??= setTimeout(() => void this.#flush(), EVERY_MS).unref();
  }

  /** Writes what is noted. Call it before the process ends. */
  async close(): Promise<void> {
    await this.#flush();
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const uses = [...this.#uses.values()];
    this.#uses = new Map();
    // The last use is a hint for people: if the database does not answer, the next use writes it.
    if (uses.length > 0) await writeLastUses(this.#platform, uses).catch(() => {});
  }
}
