import { hash } from "node:crypto";
import type { Cause, EntryKind, Id, Job } from "@scrip/domain/ledger";
import { withLengths } from "./hash.ts";

/** The properties by which entries are filtered: a kind, and the labels of the cause. */
export interface Series {
  readonly kind: EntryKind;
  readonly resource: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

/**
 * The number by which an entry refers to its series: the first eight bytes of SHA-256 over the organization and the
 * four parts. Each part is prefixed with its byte length; `-` means null. The function `series_of` in PostgreSQL
 * computes the same number.
 */
export function seriesNumber(orgId: string, { kind, resource, project, member }: Series): bigint {
  const text = withLengths([orgId, kind, resource, project, member]);
  let number = numbers.get(text);
  if (number === undefined) {
    if (numbers.size === MOST_NUMBERS) numbers.clear();
    number = hash("sha256", text, "buffer").readBigInt64BE();
    numbers.set(text, number);
  }
  return number;
}

/** A cache: consecutive entries belong to few series. */
const numbers = new Map<string, bigint>();
const MOST_NUMBERS = 10_000;

/** Caches the numbers of committed series. Series are never deleted, so a process need not write them again. */
export class KnownSeries {
  private readonly numbers = new Set<bigint>();

  has(number: bigint): boolean {
    return this.numbers.has(number);
  }

  clear(): void {
    this.numbers.clear();
  }

  /** Call it after the transaction that wrote them has committed. */
  add(numbers: Iterable<bigint>): void {
    for (const number of numbers) {
      if (this.numbers.size === MOST_KNOWN) this.numbers.clear();
      this.numbers.add(number);
    }
  }
}

const MOST_KNOWN = 100_000;

/** A charge has its own labels, a hold those of its job; a grant has none. */
export function seriesOf(kind: EntryKind, cause: Cause, jobOf: (id: Id) => Job | undefined): Series {
  if (cause.type === "charge") {
    const { resource, project, member } = cause.charge;
    return { kind, resource, project, member };
  }
  const job = cause.type === "hold" && cause.hold.jobId !== null ? jobOf(cause.hold.jobId) : undefined;
  return { kind, resource: job?.resource ?? null, project: job?.project ?? null, member: job?.member ?? null };
}
