import type { Entry, EntryKind, Move } from "@scrip/domain/ledger";
import type { StandingPostings } from "./batch-tables.ts";

/**
 * What the first posting of an entry does, by the entry's kind: where it does so, it can stand in the entry without
 * its buckets. The view `postings` has the same list.
 */
const USUAL: Readonly<Record<EntryKind, Move | null>> = {
  grant_issued: "issued->avail",
  grant_expired: "avail->expired",
  grant_revoked: "avail->revoked",
  grant_reinstated: "revoked->avail",
  hold_placed: "avail->held",
  hold_grown: "avail->held",
  hold_released: "held->avail",
  hold_voided: "held->avail",
  hold_expired: "held->avail",
  settled: "held->spent",
  charged: "avail->spent",
  debt_forgiven: null,
};

/**
 * The postings that an entry itself has room for: the first, if it does what its kind of entry usually does, of a
 * grant, and pays no debt; and the second, where a hold that was charged gives the rest of the same grant back.
 */
export function standingIn({ kind, postings: [first, second] }: Entry): StandingPostings {
  if (first === undefined || first.grantId === null || first.debtId !== null) return { first: null, released: null };
  if (`${first.from}->${first.to}` !== USUAL[kind]) return { first: null, released: null };
  const isRelease = kind === "settled" && second?.from === "held" && second.to === "avail";
  const isOfSame = second?.grantId === first.grantId && second.holdId === first.holdId;
  return { first, released: isRelease && isOfSame ? second : null };
}
