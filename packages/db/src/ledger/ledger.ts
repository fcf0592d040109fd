import type { AnswerByKind, Command, LedgerRefusal } from "@scrip/domain/ledger";
import type { Pool } from "pg";
import { openBatchPool, openLookPool, type PoolOptions } from "../connection/pools.ts";
import type { Query } from "../connection/query.ts";
import { inTransaction } from "../connection/transaction.ts";
import { type AnnounceCounts, Announcer } from "../events/announce.ts";
import type { Moved } from "../events/announcement.ts";
import { GroupCommit, type GroupCommitOptions } from "./group-commit.ts";
import { type NamedFacts, noFacts } from "./load/named-rows.ts";
import { type Books, type Look, look, runBatch } from "./run-batch.ts";

/** What became of one kind of command. */
export type OutcomeOf<Kind extends Command["kind"]> =
  | { readonly ok: true; readonly answer: AnswerByKind[Kind]; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: LedgerRefusal; readonly replayed: boolean };

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
  /** An organization as it is now, with what is named of it. @throws OrganizationMissing */
  look(orgId: string, named?: Partial<NamedFacts>): Promise<Look>;
  /** Finishes what waits and closes the connections. */
  close(): Promise<void>;
  /** Connections of the process's own role, for looking ahead and for what is not a batch. */
  readonly pool: Pool;
  /** Of both pools. */
  connections(): Connections;
}

/** How many connections are open and work, and how many batches and reads wait for one. */
export interface Connections {
  readonly open: number;
  readonly busy: number;
  readonly awaited: number;
}

/** How a process opens the ledger. */
export interface LedgerOptions extends Partial<GroupCommitOptions>, PoolOptions {
  readonly books: Books;
}

/** Connections beside those of batches. */
const LOOKS = 4;

const DEFAULTS = {
  lanes: 4,
  queueLimit: 20_000,
  queueLimitOfOne: 10_000,
  besides: 2,
  batch: { organizations: 128, commands: 1000, part: 48 },
};

/**
 * Opens the ledger on two small pools of its own: one for batches, a connection for each lane and for each organization
 * that is worked on beside them; and one for looking ahead, which sees what the process's role does.
 */
export function openLedger(options: LedgerOptions): Ledger {
  const groupOptions = { ...DEFAULTS, ...options };
  const batches = openBatchPool(options, groupOptions.lanes + groupOptions.besides);
  const pool = openLookPool(options, LOOKS);
  const announcer = new Announcer(options.url);
  const announce = (moved: Moved): void => {
    announcer.tell(moved);
    options.onCommitted?.(moved);
  };
  const group = new GroupCommit(batches, options.books, { ...groupOptions, onCommitted: announce });
  const uncommitted = new WeakMap<Query, Moved[]>();
  return {
    pool,
    connections: () => ({
      open: pool.totalCount + batches.totalCount,
      busy: pool.totalCount - pool.idleCount + batches.totalCount - batches.idleCount,
      awaited: pool.waitingCount + batches.waitingCount,
    }),
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
      await Promise.all([batches.end(), pool.end()]);
    },
  };
}
