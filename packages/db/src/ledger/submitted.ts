import type { Answer, Command, Refusal } from "@scrip/domain/ledger";

/** A command on its way to the ledger. */
export interface Submitted {
  readonly command: Command;
  /** The caller's name for the intent; commands of the system need none, they find nothing to do twice. */
  readonly key: string | null;
}

/** What came of it. `replayed` is the first answer to a key that was there before. */
export type Outcome =
  | { readonly ok: true; readonly answer: Answer; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: Refusal; readonly replayed: boolean };
