import type { Answer, Command, LedgerRefusal } from "@scrip/domain/ledger";
import { keyIdOf, underKey } from "./key-id.ts";

/** A command on its way to the ledger. */
export interface Submitted {
  readonly command: Command;
  /** The caller's name for the intent. Commands of the system need none: a second run finds nothing to do. */
  readonly key: string | null;
}

/** A command as its batch decides it, with the id of its key. */
export interface KeyedCommand extends Submitted {
  readonly keyId: string | null;
}

export function toKeyed({ command, key }: Submitted): KeyedCommand {
  const keyId = key === null ? null : keyIdOf(command.orgId, command.kind, key);
  return { command: underKey(command, keyId), key, keyId };
}

/** The outcome of a command. `replayed` marks the first answer to a key, returned again. */
export type Outcome =
  | { readonly ok: true; readonly answer: Answer; readonly replayed: boolean }
  | { readonly ok: false; readonly refusal: LedgerRefusal; readonly replayed: boolean };
