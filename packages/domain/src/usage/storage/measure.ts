import { canonicalPrice } from "../prices/index.ts";
import { compareChanges, type SizeChange, type Span, type StorageTerms } from "./volume.ts";

/** The volumes of one resource over a span of time. */
export interface StoredOver {
  readonly span: Span;
  /** The size of each volume at the start of the span, in bytes; a volume that is absent has none. */
  readonly sizes: ReadonlyMap<string, bigint>;
  /** Changes at any time; those outside of the span do not count. */
  readonly changes: readonly SizeChange[];
  /** The terms in the order of their time; the first ones apply from the start of the span or before. */
  readonly terms: readonly StorageTerms[];
}

/** What was stored over a span of time, in byte-milliseconds. */
export interface Measured {
  /** Above the included amount. */
  readonly above: bigint;
  /** What is above the included amount at a plain rate, each part multiplied by it, in nano-USD for a GB and month. */
  readonly priced: bigint;
  /** What is above the included amount at a price shape, by the canonical text of the shape. */
  readonly shaped: ReadonlyMap<string, bigint>;
  /** In all, by volume. */
  readonly byVolume: ReadonlyMap<string, bigint>;
  /** The size of each volume at the end of the span, without those that have none. */
  readonly sizes: ReadonlyMap<string, bigint>;
}

/**
 * Measures what the volumes of a resource hold together above the included amount, by time. Whole numbers of bytes and
 * milliseconds leave nothing to round, so every split of a span adds up to the whole.
 * @source docs/rules.md#storage; docs/invariants.md#l20
 */
export function measure({ span, sizes, changes, terms }: StoredOver): Measured {
  const held = new Map(sizes);
  const byVolume = new Map<string, bigint>();
  const inside = changes.filter(({ at }) => at >= span.from && at < span.until).toSorted(compareChanges);
  const marks = [...inside.map(({ at }) => at), ...terms.map(({ from }) => from), span.until];
  const instants = [...new Set(marks)].filter((at) => at > span.from && at <= span.until).toSorted((a, b) => a - b);
  let above = 0n;
  let priced = 0n;
  const shaped = new Map<string, bigint>();
  let next = 0;
  let from = span.from;
  for (const until of instants) {
    for (let change = inside[next]; change !== undefined && change.at <= from; change = inside[next]) {
      held.set(change.volumeId, change.bytes);
      next += 1;
    }
    const length = BigInt(until - from);
    let sum = 0n;
    for (const [id, bytes] of held) {
      sum += bytes;
      if (bytes > 0n) byVolume.set(id, (byVolume.get(id) ?? 0n) + bytes * length);
    }
    const { included, cost } = termsAt(terms, from);
    const excess = included === null || sum <= included ? 0n : (sum - included) * length;
    above += excess;
    if (typeof cost === "bigint") priced += excess * cost;
    else if (excess > 0n) shaped.set(canonicalPrice(cost), (shaped.get(canonicalPrice(cost)) ?? 0n) + excess);
    from = until;
  }
  for (const [id, bytes] of held) if (bytes === 0n) held.delete(id);
  return { above, priced, shaped, byVolume, sizes: held };
}

function termsAt(terms: readonly StorageTerms[], at: number): StorageTerms {
  const found = terms.findLast(({ from }) => from <= at);
  if (found === undefined) throw new Error("a span of storage begins before its terms");
  return found;
}
