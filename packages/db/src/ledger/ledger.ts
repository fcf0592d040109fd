import type { AnswerByKind, Command, LedgerRefusal } from "@scrip/domain/ledger";
import type { Pool } from "pg";
import { type Connections, connectionsOf } from "../connection/connections.ts";
import { openBatchPool, openReadingPool, type PoolOptions } from "../connection/pools.ts";
import type { Query } from "../connection/query.ts";
import { inTransaction, onPool } from "../connection/transaction.ts";
import { type AnnounceCounts, Announcer } from "../events/announce.ts";
import type { Moved } from "../events/announcement.ts";
import { type BalanceRead, Balances } from "./balances.ts";
import { GroupCommit, type GroupCommitOptions, type LedgerFigures } from "./group-commit.ts";
import { KnownSeries } from "./keys/series.ts";
import { FIRST_OPEN_ROWS } from "./load/load.ts";
import type { NamedRows } from "./load/named-rows.ts";
import { calculatedWithEnough, type LedgerSnapshot, type PeekOptions, peek, type TimeAhead } from "./peek.ts";
import { type Books, runBatch } from "./run-batch.ts";
import { type AheadOf, type RanAhead, settleAhead } from "./settle-ahead.ts";

/** The outcome of one kind of command. */
export type OutcomeOf<Kind extends Command["kind"]> =
  | { readonly ok: true; readonly answer: AnswerByKind[Kind]; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: LedgerRefusal; readonly replayed: boolean };

/** The ledger of all organizations: two ways to run commands, and reads without a lock. */
export interface Ledger {
  /** Runs a command through group commit. The same key and payload return the first answer again. */
  submit<C extends Command>(command: C, key: string | null): Promise<OutcomeOf<C["kind"]>>;
  /** Runs a command as a batch of one in the caller's transaction, if it is part of a larger change. */
  within<C extends Command>(query: Query, command: C, key: string | null): Promise<OutcomeOf<C["kind"]>>;
  /**
   * Charges the endpoints of an organization on a test clock up to its next other work, in the caller's transaction, which
   * has set the clock to the time of the first charge. The caller then sets the clock to the time that is returned.
   */
  settleAhead(query: Query, ahead: AheadOf): Promise<RanAhead>;
  /** Announces the changes of a transaction of `within` to other processes. Call it after the commit. */
  committed(query: Query): void;
  /** Announces to other processes that organizations changed. Does not block, never throws. */
  announce(moved: Moved): void;
  readonly announcements: AnnounceCounts;
  /** Reads the current balance of an organization. Reads that wait share one query. @throws OrganizationMissing */
  balance(orgId: string): Promise<BalanceRead>;
  /**
   * Reads the current state of an organization, with the named rows, without a lock. Of its open grants and debts the
   * first ones are loaded.
   * @param lapsingUntil returns the end of the span whose lapsing credit is wanted
   * @throws OrganizationMissing
   */
  peek(orgId: string, named?: Partial<NamedRows>, lapsingUntil?: TimeAhead): Promise<LedgerSnapshot>;
  /**
   * Runs a calculation on the current state of an organization, again with more of its open grants and debts if it
   * throws `MoreNeeded`. Each run has a ledger of its own, which it may change.
   * @throws OrganizationMissing
   */
  tryOut<Result>(
    orgId: string,
    calculate: (snapshot: LedgerSnapshot) => Result,
    lapsingUntil?: TimeAhead,
  ): Promise<Result>;
  /** Waits for all queued commands, then closes the connections. */
  close(): Promise<void>;
  /**
   * Runs statements of an organization that are no batch, on a pool with the process's own role. With several cells the
   * unit runs again if the organization has moved; a unit that locks the organization's row finds that out.
   */
  route<Result>(orgId: string, unit: (pool: Pool) => Promise<Result>): Promise<Result>;
  /** The figures of both pools together. */
  connections(): Connections;
  /** What waits and runs now, and how fast commands and batches were since the ledger was opened. */
  figures(): LedgerFigures;
}

/** The ledger of one cell. */
export interface CellLedger extends Ledger {
  /** Connections with the process's own role, for reads without a lock and for transactions that are no batches. */
  readonly pool: Pool;
}

/** Options for opening the ledger. */
export interface LedgerOptions extends Partial<GroupCommitOptions>, PoolOptions {
  readonly books: Books;
}

/** The size of the pool for reads and for transactions that are no batches. */
const OTHER_CONNECTIONS = 4;

const DEFAULTS = {
  lanes: 4,
  queueLimit: 20_000,
  queueLimitOfOne: 10_000,
  quarantineSlots: 2,
  batch: { organizations: 128, commands: 1000, part: 48 },
  openRows: FIRST_OPEN_ROWS,
};

/**
 * Opens the ledger on two small pools of its own. The pool for batches has a connection for each lane and for each
 * quarantine slot. The other pool is for reads without a lock and has the rights of the process's role.
 */
export function openLedger(options: LedgerOptions): CellLedger {
  const groupOptions = { ...DEFAULTS, ...options };
  const { openRows } = groupOptions;
  const batches = openBatchPool(options, groupOptions.lanes + groupOptions.quarantineSlots);
  const pool = openReadingPool(options, OTHER_CONNECTIONS);
  const balances = new Balances(onPool(pool), options.books);
  const announcer = new Announcer(options.url);
  const announce = (moved: Moved): void => {
    announcer.announce(moved);
    options.onCommitted?.(moved);
  };
  const group = new GroupCommit(batches, options.books, { ...groupOptions, onCommitted: announce });
  const uncommitted = new WeakMap<Query, Moved[]>();
  return {
    pool,
    route: (_, unit) => unit(pool),
    connections: () => connectionsOf(pool, batches),
    figures: () => group.figures(),
    announce,
    get announcements() {
      return announcer.counts;
    },
    committed: (query) => {
      for (const moved of uncommitted.get(query) ?? []) announce(moved);
      uncommitted.delete(query);
    },
    submit: async <C extends Command>(command: C, key: string | null) =>
      (await group.submit({ command, key })) as OutcomeOf<C["kind"]>,
    within: async <C extends Command>(query: Query, command: C, key: string | null) => {
      const { outcomes, moved } = await runBatch(query, options.books, [{ command, key }], {
        part: 1,
        finish: query,
        series: new KnownSeries(),
        openRows,
      });
      const [outcome] = outcomes;
      if (moved.orgIds.length > 0) uncommitted.set(query, [...(uncommitted.get(query) ?? []), moved]);
      if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error("a batch without an outcome");
      return outcome as OutcomeOf<C["kind"]>;
    },
    settleAhead: (query, ahead) => settleAhead(query, options.books, ahead, openRows),
    balance: (orgId) => balances.read(orgId),
    peek: (orgId, named, lapsingUntil) =>
      inTransaction(pool, (query) =>
        peekAtOnce(query, options.books, orgId, { named: named ?? {}, lapsingUntil, openRows }),
      ),
    tryOut: (orgId, calculate, lapsingUntil) =>
      inTransaction(pool, async (query) => {
        const snapshot = await peekAtOnce(query, options.books, orgId, { lapsingUntil, openRows });
        return calculatedWithEnough(snapshot, calculate);
      }),
    close: async () => {
      await group.idle();
      await announcer.close();
      await Promise.all([batches.end(), pool.end()]);
    },
  };
}

/** Reads an organization's ledger at one moment, in a transaction that has read nothing yet. */
async function peekAtOnce(query: Query, books: Books, orgId: string, options: PeekOptions): Promise<LedgerSnapshot> {
  const atOnce = query({ text: "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", values: [] });
  const [snapshot] = await Promise.all([peek(query, books, orgId, options), atOnce]);
  return snapshot;
}
