import type { Balance, Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import { OrganizationMissing } from "../connection/errors.ts";
import { plainArray, type Query } from "../connection/query.ts";
import type { Books } from "./run-batch.ts";

/** The balance of an organization at a moment, with the credit that lapses. Micro-USD. */
export interface BalanceRead {
  readonly balance: Balance;
  /** Free credit that has lapsed and is not swept. */
  readonly lapsed: Micros;
  /** Free credit that lapses after `at` and not after `expiringBefore`. */
  readonly lapsing: Micros;
  readonly at: Instant;
  /** The end of the window in which credit is shown as expiring. */
  readonly expiringBefore: Instant;
  readonly seq: number;
}

/** The most organizations of one query. */
const MOST = 128;

/** The most queries at once. The second one answers while the first one waits for PostgreSQL. */
const QUERIES_AT_ONCE = 2;

/**
 * Reads balances for answers. While queries run, the next one gathers the organizations that wait, each of them once. So
 * equal reads that wait are answered by one query, each read sees everything that was committed before it was asked for,
 * and a single read does not wait.
 */
export class Balances {
  readonly #query: Query;
  readonly #books: Books;
  /** How long before its end credit is shown as expiring, in milliseconds, by the version of the catalog. */
  readonly #expiringMs = new Map<number, number>();
  readonly #waiting = new Map<string, PromiseWithResolvers<BalanceRead>>();
  #running = 0;

  /** @param query runs a single statement in a transaction of its own, under the process's role */
  constructor(query: Query, books: Books) {
    this.#query = query;
    this.#books = books;
  }

  /** @throws OrganizationMissing */
  read(orgId: string): Promise<BalanceRead> {
    const waiting = this.#waiting.get(orgId);
    if (waiting !== undefined) return waiting.promise;
    const next = Promise.withResolvers<BalanceRead>();
    this.#waiting.set(orgId, next);
    if (this.#running < QUERIES_AT_ONCE) void this.#run();
    return next.promise;
  }

  /** Answers what waits, until nothing waits. Never throws. */
  async #run(): Promise<void> {
    this.#running += 1;
    while (this.#waiting.size > 0) {
      const asked = new Map([...this.#waiting].slice(0, MOST));
      for (const orgId of asked.keys()) this.#waiting.delete(orgId);
      try {
        await this.#answer(asked);
      } catch (error) {
        for (const { reject } of asked.values()) reject(error);
      }
    }
    this.#running -= 1;
  }

  async #answer(asked: ReadonlyMap<string, PromiseWithResolvers<BalanceRead>>): Promise<void> {
    const found = await this.#find([...asked.keys()]);
    for (const [orgId, { resolve, reject }] of asked) {
      const read = found.get(orgId);
      if (read === undefined) reject(new OrganizationMissing(orgId));
      else resolve(read);
    }
  }

  async #find(orgIds: readonly string[]): Promise<ReadonlyMap<string, BalanceRead>> {
    const versions = [...this.#expiringMs.keys()];
    const windows = [...this.#expiringMs.values()];
    const values = [plainArray(orgIds), plainArray(versions), plainArray(windows)];
    const rows = (await this.#query({ ...BALANCES, values })) as unknown as readonly Row[];
    const unknown = new Set(rows.filter((row) => row.lapsing === null).map(({ version }) => version));
    if (unknown.size === 0) return new Map(rows.map((row) => [row.org_id, this.#readOf(row)]));
    await this.#books.ensure(unknown);
    for (const version of unknown) this.#expiringMs.set(version, this.#books.book(version).expiringMs);
    return this.#find(orgIds);
  }

  #readOf(row: Row): BalanceRead {
    const at = Number(row.at);
    const balance = { available: BigInt(row.available), reserved: BigInt(row.reserved), owed: BigInt(row.owed) };
    return {
      balance: balance as Balance,
      lapsed: BigInt(row.lapsed ?? 0) as Micros,
      lapsing: BigInt(row.lapsing ?? 0) as Micros,
      at,
      expiringBefore: at + (this.#expiringMs.get(row.version) ?? 0),
      seq: Number(row.seq),
    };
  }
}

interface Row {
  readonly org_id: string;
  readonly version: number;
  readonly seq: string;
  readonly at: string;
  readonly available: string;
  readonly reserved: string;
  readonly owed: string;
  /** `null` if the caller did not name the version of the catalog. */
  readonly lapsed: string | null;
  readonly lapsing: string | null;
}

/**
 * Row-level security shows a row only after `scope` has set the organizations. So each look-up takes its key from
 * `scope`: PostgreSQL cannot run it earlier.
 */
const BALANCES = {
  name: "ledger-balances",
  text: `
    WITH scope AS MATERIALIZED (SELECT set_config('scrip.org_ids', $1::uuid[]::text, true)::uuid[] AS org_ids)
    SELECT o.org_id, o.catalog_version AS version, o.seq, instant_ms(t.at) AS at, o.available, o.reserved, o.owed,
        l.lapsed, l.lapsing
      FROM scope
        CROSS JOIN LATERAL unnest(scope.org_ids) AS w (org_id)
        CROSS JOIN LATERAL (
          SELECT * FROM organizations WHERE org_id = w.org_id AND moved_to IS NULL LIMIT 1) AS o
        CROSS JOIN LATERAL (
          SELECT greatest(o.at, coalesce(o.clock_at, date_trunc('milliseconds', clock_timestamp()))) AS at) AS t
        LEFT JOIN LATERAL (
          SELECT ms FROM unnest($2::integer[], $3::bigint[]) AS v (version, ms)
          WHERE v.version = o.catalog_version LIMIT 1) AS v ON true
        LEFT JOIN LATERAL (
          SELECT coalesce(sum(avail) FILTER (WHERE expires_at <= t.at), 0)::bigint AS lapsed,
              coalesce(sum(avail) FILTER (WHERE expires_at > t.at), 0)::bigint AS lapsing
            FROM grants
            WHERE org_id = o.org_id AND is_open AND expires_at <= t.at + v.ms * interval '1 millisecond'
        ) AS l ON v.ms IS NOT NULL`,
};
