import type { BookStore } from "@scrip/db/catalog";
import type { Homes } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import type { PrintDocument } from "@scrip/documents/printed";

/** The dependencies of documents. */
export interface DocumentDeps {
  readonly homes: Homes;
  readonly books: BookStore;
  readonly ledger: Pick<Ledger, "announce">;
  /** Makes files; absent in a process that leaves them to the first download. */
  readonly print?: PrintDocument | undefined;
  /** The origin of the server in browsers, for links in mails; without it they have none. */
  readonly origin?: string | null | undefined;
  /** Whether nobody is told of documents, as while a scenario is played. */
  readonly isQuiet?: boolean | undefined;
}
