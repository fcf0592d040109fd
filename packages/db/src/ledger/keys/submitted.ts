import type { Answer, Command, LedgerRefusal } from "@scrip/domain/ledger";
import { keyIdOf, underKey } from "./key-id.ts";

/** A command on its way to the ledger. */
export interface Submitted {
  readonly command: Command;
  /** The caller's name for the intent; commands of the system need none, they find nothing to do twice. */
  readonly key: string | null;
}

/** A command as its batch decides it, with the number of its key. */
export interface Asked extends Submitted {
  readonly keyId: string | null;
}

export function askedOf({ command, key }: Submitted): Asked {
  const keyId = key === null ? null : keyIdOf(command.orgId, command.kind, key);
  return { command: underKey(command, keyId), key, keyId };
}

/** What came of it. `replayed` is the first answer to a key that was there before. */
export type Outcome =
  | { readonly ok: true; readonly answer: Answer; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: LedgerRefusal; readonly replayed: boolean };
