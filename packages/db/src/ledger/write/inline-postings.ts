import type { Entry, EntryKind, Move } from "@scrip/domain/ledger";
import type { InlinePostings } from "./tables/batch-row-types.ts";

/**
 * The usual buckets of an entry's first posting, by the entry's kind. Such a posting can be stored in its entry,
 * without its buckets. The view `postings` has the same list.
 */
const USUAL: Readonly<Record<EntryKind, Move | null>> = {
  grant_scheduled: null,
  grant_cancelled: null,
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
 * The postings that are stored in their entry. The first one is, if it has the usual buckets of the entry's kind, names
 * a grant and pays no debt. The second one is, if a settled hold releases its rest to the same grant.
 */
export function inlinePostingsOf({ kind, postings: [first, second] }: Entry): InlinePostings {
  if (first === undefined || first.grantId === null || first.debtId !== null) return { first: null, released: null };
  if (`${first.from}->${first.to}` !== USUAL[kind]) return { first: null, released: null };
  const isRelease = kind === "settled" && second?.from === "held" && second.to === "avail";
  const isOfSame = second?.grantId === first.grantId && second.holdId === first.holdId;
  return { first, released: isRelease && isOfSame ? second : null };
}
