import {
  type HeadList,
  type ListToSign,
  readSignedHeads,
  readSigningKey,
  SignedHeadsError,
  type SigningKey,
  SigningKeyError,
  signHeads,
} from "@scrip/verify/signed-heads";
import { CouldNotRun } from "../could-not-run.ts";
import { readText, writeNew } from "./files.ts";

/** Reads the key of `--key` or of the environment. @throws CouldNotRun if there is none or it is unusable */
export function readKey(file: string | undefined): SigningKey {
  if (file === undefined)
    throw new CouldNotRun(
      "A signed list needs a key: set --key FILE or SCRIP_SIGNING_KEY_FILE. `scrip signing-key FILE` creates one.",
    );
  return orCouldNot(`The key in ${file} cannot be used`, () => readSigningKey(readText(file, "The key")));
}

/** Reads a signed list. @throws CouldNotRun if the key did not sign it */
export function readList(file: string, key: SigningKey): HeadList {
  const text = readText(file, "The signed list");
  return orCouldNot(`The signed list ${file} proves nothing`, () => readSignedHeads(text, key));
}

/** Requires a key that can sign. @throws CouldNotRun for a public key */
export function requirePrivate(key: SigningKey): void {
  if (key.privateKey === null)
    throw new CouldNotRun(
      "This is a public key, which can check a list but not sign one: --sign needs the private key.",
    );
}

export function writeList(file: string, list: Omit<ListToSign, "at">, key: SigningKey): void {
  writeNew(file, signHeads({ at: Date.now(), ...list }, key));
}

function orCouldNot<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof SigningKeyError || error instanceof SignedHeadsError)
      throw new CouldNotRun(`${what}: ${error.message}.`);
    throw error;
  }
}
