import type { AnswerByKind, Command, Refusal } from "@scrip/domain/ledger";
import pg from "pg";
import { REQUEST_TIMEOUTS, type Timeouts } from "../timeouts.ts";
import { type AnnounceCounts, Announcer } from "./announce.ts";
import type { Moved } from "./announcement.ts";
import { GroupCommit, type GroupCommitOptions } from "./group-commit.ts";
import { type NamedFacts, noFacts } from "./named-facts.ts";
import type { Query } from "./query.ts";
import { type Books, type Look, look, runBatch } from "./run-batch.ts";
import { inTransaction } from "./transaction.ts";

/** What became of one kind of command. */
export type OutcomeOf<Kind extends Command["kind"]> =
  | { readonly ok: true; readonly answer: AnswerByKind[Kind]; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: Refusal; readonly replayed: boolean };

/** The ledger of all organizations, by its two doors and a look ahead. */
export interface Ledger {
  /** Through group commit. The same key and payload give the first answer again. */
  submit<Asked extends Command>(command: Asked, key: string | null): Promise<OutcomeOf<Asked["kind"]>>;
  /** A batch of one on the caller's transaction, where a command belongs to a larger change. */
  within<Asked extends Command>(query: Query, command: Asked, key: string | null): Promise<OutcomeOf<Asked["kind"]>>;
  /** Tells other processes what moved in a transaction of `within`; to be called once that has committed. */
  committed(query: Query): void;
  /** Tells other processes that organizations moved. Never throws, and nothing waits for it. */
  announce(moved: Moved): void;
  readonly announcements: AnnounceCounts;
  /** An organization as it is now, with what is named of it; `null` where it is not there. */
  look(orgId: string, named?: Partial<NamedFacts>): Promise<Look | null>;
  /** Finishes what waits and closes the connections. */
  close(): Promise<void>;
  readonly pool: pg.Pool;
}

/** How a process opens the ledger. */
export interface LedgerOptions extends Partial<GroupCommitOptions> {
  /** The URL of the app's or the worker's role. */
  readonly url: string;
  readonly books: Books;
  /** `REQUEST_TIMEOUTS` if not given. */
  readonly timeouts?: Timeouts;
}

const DEFAULTS = {
  ...{ lanes: 4, queueLimit: 20_000, queueLimitOfOne: 10_000, besides: 2 },
  batch: { organizations: 128, commands: 1000, part: 48 },
};

/**
 * Every statement of the batch path finds its rows by key. Plans are made once per connection, often
 * while tables are small, so a scan of a whole table must never look cheaper than its index.
 */
const PLANNER = ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"]
  .map((method) => `-c enable_${method}=off`)
  .concat("-c plan_cache_mode=force_generic_plan")
  .join(" ");

/**
 * Opens the ledger on a small pool of its own: a connection for each lane, for each organization that is
 * worked on beside them, and two for looking ahead.
 */
export function openLedger(options: LedgerOptions): Ledger {
  const groupOptions = { ...DEFAULTS, ...options };
  const { timeouts = REQUEST_TIMEOUTS } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: groupOptions.lanes + groupOptions.besides + 2,
    application_name: "scrip-ledger",
    options: PLANNER,
    // BEGIN goes out with the first statement, COMMIT with the last.
    pipeline: true,
    statement_timeout: timeouts.statementMs,
    query_timeout: timeouts.answerMs,
    lock_timeout: timeouts.lockMs,
    idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks while idle is replaced at its next use.
  pool.on("error", () => {});
  // The pool stops listening when it hands a connection out, a moment before its user begins to.
  pool.on("connect", (client) => void client.on("error", () => {}));
  const announcer = new Announcer(options.url);
  const announce = (moved: Moved): void => {
    announcer.tell(moved);
    options.onCommitted?.(moved);
  };
  const group = new GroupCommit(pool, options.books, { ...groupOptions, onCommitted: announce });
  const uncommitted = new WeakMap<Query, Moved[]>();
  return {
    pool,
    announce,
    get announcements() {
      return announcer.counts;
    },
    committed: (query) => {
      for (const moved of uncommitted.get(query) ?? []) announce(moved);
      uncommitted.delete(query);
    },
    submit: async <Asked extends Command>(command: Asked, key: string | null) =>
      (await group.submit({ command, key })) as OutcomeOf<Asked["kind"]>,
    within: async <Asked extends Command>(query: Query, command: Asked, key: string | null) => {
      const { outcomes, moved } = await runBatch(query, options.books, [{ command, key }]);
      const [outcome] = outcomes;
      if (moved.orgIds.length > 0) uncommitted.set(query, [...(uncommitted.get(query) ?? []), moved]);
      if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error("a batch without an outcome");
      return outcome as OutcomeOf<Asked["kind"]>;
    },
    look: (orgId, named) =>
      inTransaction(pool, (query) => look(query, options.books, orgId, { ...noFacts(), ...named })),
    close: async () => {
      await group.idle();
      await announcer.close();
      await pool.end();
    },
  };
}
