import type { Bucket, Posting } from "@scrip/domain/ledger";
import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts, HoldAccount } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

/**
 * L13: the idempotency key of a command stands whole in an entry, and its answer can be put together again: it is
 * told beside the key, or left out where the entry says all of it.
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
  if (hasKey !== hasPayload) return "it has an idempotency key or the hash of its payload, and not both";
  if (!hasKey) return answer === null ? null : "it has the answer to an idempotency key, and no key";
  if (answer !== null) return isTold(answer) ? null : "the answer to its idempotency key cannot be read";
  return saysAll(accounts, entry) ? null : "the answer to its idempotency key is not told, and it does not say it";
}

/** Whether it is a JSON object that leaves the entry's number to the entry. */
function isTold(answer: string): boolean {
  try {
    const told: unknown = JSON.parse(answer);
    return typeof told === "object" && told !== null && !Array.isArray(told) && !("seq" in told);
  } catch {
    return false;
  }
}

/** A plain charge, hold or grant, or the settlement of a whole hold: the amount is all that happened. */
function saysAll({ holds }: Accounts, { kind, causeId, charge, postings }: EntryRow): boolean {
  const moves = (from: Bucket, to: Bucket): boolean => postings.some((move) => move.from === from && move.to === to);
  if (kind === "charged") return !moves("charge", "owed");
  if (kind === "grant_issued") return !moves("owed", "paid");
  if (kind === "hold_placed") return postings.length === 1 && (holds.get(causeId)?.row.jobId ?? null) === null;
  return kind === "settled" && saysRelease(postings) && isUsedUp(holds.get(charge?.holdId ?? ""));
}

/** Whether nothing was given back, or only to the grant that paid first, which stands in the entry. */
function saysRelease([first, second, ...others]: readonly Posting[]): boolean {
  const isRelease = (move: Posting): boolean => move.from === "held" && move.to === "avail";
  if (others.some(isRelease)) return false;
  return second === undefined || !isRelease(second) || second.grantId === first?.grantId;
}

/** Whether nothing of a hold is open, as of the entry that was replayed last. A job's charge names none. */
function isUsedUp(hold: HoldAccount | undefined): boolean {
  if (hold === undefined) return false;
  return [...hold.slices.values()].every(({ reserved, settled, released }) => reserved === settled + released);
}
