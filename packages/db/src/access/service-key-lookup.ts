import type { PlatformSource } from "../connection/home-source.ts";
import { serviceKeyHash } from "./service-key-text.ts";
import { findServiceKeys, type ServiceKey } from "./service-keys.ts";

type Found = Map<string, ServiceKey>;

/** Finds the keys of requests. Requests that wait at the same time share one query. */
export class ServiceKeyLookup {
  readonly #platform: PlatformSource;
  #waiting = new Set<string>();
  #next: Promise<Found> | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(platform: PlatformSource) {
    this.#platform = platform;
  }

  /** The key with this text, if it is usable now. Nothing is cached, so a revocation takes effect at once. */
  async find(text: string): Promise<ServiceKey | undefined> {
    const hash = serviceKeyHash(text);
    if (hash === undefined) return undefined;
    this.#waiting.add(hash);
    this.#next ??= this.#afterRunning();
    const found = await this.#next;
    return found.get(hash);
  }

  /** While one query runs, the next one collects hashes. There is no timer, so a single request does not wait. */
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
