import { randomUUIDv7 } from "node:crypto";

/** The middle of an id: the 26 bits between its time and its last 48 random bits. `derivedId` adds to them. */
const MIDDLES = 2 ** 26;

/** What one id leaves free before the next one, for ids that are derived from it. */
const STEP = 2 ** 12;

/** The first id of a millisecond has a random middle below this. */
const FIRST = 2 ** 24;

/** The last id of a millisecond leaves this many derived ids before the middle overflows. */
const LAST = MIDDLES - 2 ** 20;

/**
 * Makes a source of ids that grow.
 * @param random returns a UUIDv7 of this time, with random bits
 */
export function growingIds(random: () => string): () => string {
  let lastMs = 0;
  let middle = 0;
  return () => {
    const id = random();
    const now = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    middle += STEP;
    if (now > lastMs || middle > LAST) {
      lastMs = Math.max(now, lastMs + 1);
      middle = Number.parseInt(id.slice(15, 18) + id.slice(20, 23), 16) % FIRST;
    }
    return idOf(lastMs, middle, id.slice(24));
  };
}

/**
 * Makes a UUIDv7 that is greater than every earlier one of this process, also within a millisecond and after the clock
 * went back. So the order of ids is the order in which they were made. Up to 4095 ids that are derived from one are
 * smaller than the next one.
 * @source docs/rules.md#command-ids
 */
export const newId: () => string = growingIds(randomUUIDv7);

function idOf(timeMs: number, middle: number, node: string): string {
  const time = timeMs.toString(16).padStart(12, "0");
  const high = hex(Math.floor(middle / 2 ** 14));
  const variant = (8 + (Math.floor(middle / 2 ** 12) % 4)).toString(16);
  const low = hex(middle % 2 ** 12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${high}-${variant}${low}-${node}`;
}

function hex(bits: number): string {
  return bits.toString(16).padStart(3, "0");
}
