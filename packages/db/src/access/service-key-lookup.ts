import type { Pool } from "pg";
import type { PlatformSource } from "../connection/home-source.ts";
import type { ServiceKeyRow } from "./service-key.entity.ts";
import { serviceKeyHash } from "./service-key-text.ts";
import { type ServiceKey, toServiceKey } from "./service-keys.ts";

type Found = Map<string, ServiceKey>;

/** Neither revoked nor expired by PostgreSQL's clock. Prepared once per connection. */
const USABLE_KEYS = {
  name: "usable-service-keys",
  text: `SELECT id, hash, name, owner, org_id AS "orgId", org_ids AS "orgIds", scopes, created_at AS "createdAt",
      expires_at AS "expiresAt", revoked_at AS "revokedAt", prefix, daily_ceiling AS "dailyCeiling",
      ceiling_version AS "ceilingVersion", created_by AS "createdBy", last_used_at AS "lastUsedAt",
      last_used_from AS "lastUsedFrom"
    FROM service_keys
    WHERE hash = ANY ($1) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())`,
};

/**
 * Finds the keys of requests, by one prepared statement on a connection of its own: every request waits for it, so no
 * other work may delay it. Requests that wait at the same time share one query.
 */
export class ServiceKeyLookup {
  readonly #pool: Pool;
  #waiting = new Set<string>();
  #next: Promise<Found> | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(platform: Pick<PlatformSource, "openPool">) {
    this.#pool = platform.openPool(1);
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

  /** Closes the connection. */
  async close(): Promise<void> {
    await this.#pool.end();
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
    const { rows } = await this.#pool.query<ServiceKeyRow>({ ...USABLE_KEYS, values });
    return new Map(rows.map((row) => [row.hash.toString("hex"), toServiceKey(row)]));
  }
}
