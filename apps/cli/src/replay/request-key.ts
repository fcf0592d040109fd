import { createHash } from "node:crypto";

/** The longest idempotency key that the API accepts. */
const LONGEST = 200;

/**
 * The idempotency key of one step, such as `june/openb-pod-0000/epoch-2`. Each replay of the run makes the same key.
 * Different parts never give the same key: other characters are escaped, and a key that is too long is hashed.
 */
export function requestKey(run: string, subject: string, step: string): string {
  const key = `${run}/${escaped(subject)}/${step}`;
  return key.length <= LONGEST ? key : `${run}/${createHash("sha256").update(key).digest("hex")}/${step}`;
}

/** Escapes to printable ASCII. Lone surrogates do not get here: reading the trace refuses them. */
function escaped(text: string): string {
  return text.replace(/[^\x21-\x24\x26-\x2e\x30-\x7e]/gu, (letter) => {
    return `%${(letter.codePointAt(0) as number).toString(16)};`;
  });
}
