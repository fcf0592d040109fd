import type { Homes, Pool } from "@scrip/db/connection";
import type { Books, Ledger } from "@scrip/db/ledger";
import type { Actor } from "@scrip/domain/ledger";

/** What the use cases work with; `main.ts` of a process puts it together. */
export interface Deps {
  readonly ledger: Ledger;
  readonly books: Books;
  /** The app's role in both homes, for ordinary transactions. */
  readonly homes: Homes;
  /** The role that only reads, across organizations. */
  readonly verify: Pool;
  /** The published catalog that new organizations get. */
  readonly catalogVersion: number;
  /** Whether organizations may have test clocks: never in production. */
  readonly allowsTestClocks: boolean;
}

/** Who asks, and of which organization. */
export interface Caller {
  readonly orgId: string;
  readonly actor: Actor;
}
