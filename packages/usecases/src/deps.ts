import type { Homes, Pool } from "@scrip/db/connection";
import type { Books, Ledger } from "@scrip/db/ledger";
import type { Actor } from "@scrip/domain/ledger";

/** The dependencies of the use cases; `main.ts` of a process puts them together. */
export interface Deps {
  readonly ledger: Ledger;
  readonly books: Books;
  /** The app's role in both homes, for ordinary transactions. */
  readonly homes: Homes;
  /** The pool of the role that reads all organizations and writes nothing. */
  readonly verify: Pool;
  /** The version of the catalog for new organizations. */
  readonly catalogVersion: number;
  /** Whether organizations may have test clocks: never in production. */
  readonly allowsTestClocks: boolean;
}

/** The actor of a call, and its organization. */
export interface Caller {
  readonly orgId: string;
  readonly actor: Actor;
}
