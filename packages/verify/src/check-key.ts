import type { Bucket, Posting } from "@scrip/domain/ledger";
import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, HoldAccount } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

/**
 * L13: an entry has both parts of a command's idempotency key, the key's id and the payload's, or neither. The
 * answer can be rebuilt: it is stored with the key, or omitted because the entry already contains all of it.
 */
export function checkKey(accounts: Accounts, report: Report): Check {
  return {
    entry(entry) {
      const problem = problemOf(accounts, entry);
      if (problem !== null) report("L13", [`entry ${entry.seq}`], problem);
    },
    end: nothing,
  };
}

function problemOf(accounts: Accounts, entry: EntryRow): string | null {
  const { hasKey, hasPayload, answer } = entry;
  if (hasKey !== hasPayload) return "it has an idempotency key or the hash of its payload, but not both";
  if (!hasKey) return answer === null ? null : "it has the answer to an idempotency key, but no key";
  if (answer !== null) return isReadable(answer) ? null : "the answer to its idempotency key cannot be read";
  return impliesAnswer(accounts, entry)
    ? null
    : "the answer to its idempotency key is not stored, and the entry alone does not give it";
}

/** Whether a stored answer is a JSON object without `seq`, which comes from the entry itself. */
function isReadable(answer: string): boolean {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === "object" && value !== null && !Array.isArray(value) && !("seq" in value);
  } catch {
    return false;
  }
}

/**
 * Whether the entry alone gives the answer: a plain charge, hold or grant, or the settlement of a whole hold,
 * where nothing but the amount varies.
 */
function impliesAnswer({ holds }: Accounts, { kind, causeId, charge, postings }: EntryRow): boolean {
  const moves = (from: Bucket, to: Bucket): boolean => postings.some((move) => move.from === from && move.to === to);
  if (kind === "charged") return !moves("charge", "owed");
  if (kind === "grant_issued") return !moves("owed", "paid");
  if (kind === "hold_placed") return postings.length === 1 && (holds.get(causeId)?.row.jobId ?? null) === null;
  return kind === "settled" && impliesRelease(postings) && isUsedUp(holds.get(charge?.holdId ?? ""));
}

/** Whether nothing was released, or only to the grant that paid first, which the entry names. */
function impliesRelease([first, second, ...others]: readonly Posting[]): boolean {
  const isRelease = (move: Posting): boolean => move.from === "held" && move.to === "avail";
  if (others.some(isRelease)) return false;
  return second === undefined || !isRelease(second) || second.grantId === first?.grantId;
}

/** Whether a hold has nothing open after the last replayed entry. A job's charge names no hold. */
function isUsedUp(hold: HoldAccount | undefined): boolean {
  if (hold === undefined) return false;
  return [...hold.slices.values()].every(({ reserved, settled, released }) => reserved === settled + released);
}
