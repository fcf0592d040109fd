import { createHash } from "node:crypto";

/** The longest idempotency key that the API takes. */
const LONGEST = 200;

/**
 * The idempotency key of one step, the same each time it is replayed: such as `june/openb-pod-0000/epoch-2`.
 * Different parts never give the same key: what is not plain is escaped, and what is too long is hashed.
 */
export function requestKey(run: string, subject: string, step: string): string {
  const key = `${run}/${escaped(subject)}/${step}`;
  return key.length <= LONGEST ? key : `${run}/${createHash("sha256").update(key).digest("hex")}/${step}`;
}

/** In printable ASCII; broken halves of letters, which do not reach this place, would be refused by the API. */
function escaped(text: string): string {
  return text.replace(/[^\x21-\x24\x26-\x2e\x30-\x7e]/gu, (letter) => {
    return `%${(letter.codePointAt(0) as number).toString(16)};`;
  });
}
