import type { Pool } from "pg";
import type { PlatformSource } from "../connection/home-source.ts";
import type { ServiceKeyRow } from "./service-key.entity.ts";
import { serviceKeyHash } from "./service-key-text.ts";
import { type ServiceKey, toServiceKey } from "./service-keys.ts";

/** A key that was read, with the time from which its answer counts. */
interface Remembered {
  readonly key: ServiceKey;
  /** When its query began, by `now`. */
  readonly since: number;
  /** The time until which the answer counts, by `now`. */
  readonly until: number;
}

type Found = ReadonlyMap<string, Remembered>;

interface FoundRow extends ServiceKeyRow {
  /** Milliseconds until it expires; `null` if it does not. */
  readonly expiresInMs: number | null;
}

/** Neither revoked nor expired by PostgreSQL's clock. Prepared once per connection. */
const USABLE_KEYS = {
  name: "usable-service-keys",
  text: `SELECT id, hash, name, owner, org_id AS "orgId", org_ids AS "orgIds", scopes, created_at AS "createdAt",
      expires_at AS "expiresAt", revoked_at AS "revokedAt", prefix, daily_ceiling AS "dailyCeiling",
      ceiling_version AS "ceilingVersion", created_by AS "createdBy", last_used_at AS "lastUsedAt",
      last_used_from AS "lastUsedFrom",
      (extract(epoch FROM expires_at - clock_timestamp()) * 1000)::float8 AS "expiresInMs"
    FROM service_keys
    WHERE hash = ANY ($1) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())`,
};

/** How long an answer counts. A key that another process revokes is refused after at most this time. */
export const REMEMBER_MS = 1000;
/** From this age on, an answer that is used is read again beside the request. A busy client never waits for its key. */
const REFRESH_MS = 500;
/** The most keys that are remembered. */
const MOST_REMEMBERED = 10_000;

/**
 * Finds the keys of requests, by one prepared statement on a connection of its own: requests wait for it, so no other work
 * may delay it. Requests that wait at the same time share one query. A key that was found is remembered for a second.
 * An unknown key is not remembered, so a new one works at once.
 * @source docs/invariants.md#keys
 */
export class ServiceKeyLookup {
  readonly #pool: Pool;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();
  #waiting = new Set<string>();
  #next: Promise<Found> | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #forgotten = 0;

  /** @param now monotonic milliseconds */
  constructor(platform: Pick<PlatformSource, "openPool">, now: () => number = () => performance.now()) {
    this.#pool = platform.openPool(1);
    this.#now = now;
  }

  /** The key with this text, if it was usable within the last second. */
  async find(text: string): Promise<ServiceKey | undefined> {
    const hash = serviceKeyHash(text);
    if (hash === undefined) return undefined;
    const known = this.#remembered.get(hash);
    const now = this.#now();
    if (known === undefined || now >= known.until) return (await this.#read(hash)).get(hash)?.key;
    // A failed read changes nothing: the next request after the end of the answer waits for one, and reports it.
    if (now - known.since >= REFRESH_MS) this.#read(hash).catch(() => {});
    return known.key;
  }

  /** Forgets a key that was revoked or changed, so that the next request in this process reads it again. */
  forget(id: string): void {
    for (const [hash, { key }] of this.#remembered) if (key.id === id) this.#remembered.delete(hash);
    // A query under way may have begun before the change: its answer is not remembered.
    this.#forgotten += 1;
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    await this.#pool.end();
  }

  #read(hash: string): Promise<Found> {
    this.#waiting.add(hash);
    this.#next ??= this.#afterRunning();
    return this.#next;
  }

  /** While one query runs, the next one collects hashes. There is no timer, so a single request does not wait. */
  async #afterRunning(): Promise<Found> {
    await this.#running;
    const hashes = [...this.#waiting];
    this.#waiting = new Set();
    this.#next = undefined;
    const query = this.#query(hashes);
    this.#running = query.catch(() => {});
    return query;
  }

  async #query(hashes: readonly string[]): Promise<Found> {
    const values = [hashes.map((hash) => Buffer.from(hash, "hex"))];
    const since = this.#now();
    const forgotten = this.#forgotten;
    const { rows } = await this.#pool.query<FoundRow>({ ...USABLE_KEYS, values });
    const found = new Map(
      rows.map(({ expiresInMs, ...row }) => {
        const until = since + Math.min(REMEMBER_MS, expiresInMs ?? REMEMBER_MS);
        return [row.hash.toString("hex"), { key: toServiceKey(row), since, until }];
      }),
    );
    if (this.#forgotten === forgotten) this.#remember(hashes, found);
    return found;
  }

  #remember(hashes: readonly string[], found: Found): void {
    if (this.#remembered.size + hashes.length > MOST_REMEMBERED) this.#remembered.clear();
    for (const hash of hashes) {
      const known = found.get(hash);
      if (known === undefined) this.#remembered.delete(hash);
      else this.#remembered.set(hash, known);
    }
  }
}
