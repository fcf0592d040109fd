import type { PlatformSource } from "../connection/home-source.ts";
import { serviceKeyHash } from "./service-key-text.ts";
import { findServiceKeys, type ServiceKey } from "./service-keys.ts";

type Found = Map<string, ServiceKey>;

/** Finds the key of each request, many requests with one query. */
export class ServiceKeyLookup {
  readonly #platform: PlatformSource;
  #waiting = new Set<string>();
  #next: Promise<Found> | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(platform: PlatformSource) {
    this.#platform = platform;
  }

  /** The key with this text, if it can be used now. Read afresh each time, so a revocation counts at once. */
  async find(text: string): Promise<ServiceKey | undefined> {
    const hash = serviceKeyHash(text);
    if (hash === undefined) return undefined;
    this.#waiting.add(hash);
    this.#next ??= this.#afterRunning();
    const found = await this.#next;
    return found.get(hash);
  }

  /** While one query runs the next one gathers; there is no timer, so a lone request does not wait. */
  async #afterRunning(): Promise<Found> {
    await this.#running;
    const hashes = [...this.#waiting];
    this.#waiting = new Set();
    this.#next = undefined;
    const query = findServiceKeys(this.#platform, hashes);
    this.#running = query.catch(() => {});
    return query;
  }
}
