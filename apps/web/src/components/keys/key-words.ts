import { PERMISSION_MEANINGS } from "@scrip/domain/access/meanings";
import { formatUsd } from "@scrip/domain/money";
import type { Answers } from "../../data/trpc.ts";

export type Key = Answers["keys"]["list"]["keys"][number];
export type KeyScope = Key["scopes"][number];

/** What a key may do, in the words of the permission table, such as "Read balances, entries and jobs". */
export function scopeWords(scope: KeyScope): string {
  const meaning = PERMISSION_MEANINGS[scope];
  return `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}`;
}

/** Short words for a list: the scopes that take credit come first, since they matter most. */
const SHORT: Readonly<Partial<Record<KeyScope, string>>> = {
  "usage:report": "run jobs",
  "holds:write": "hold credit",
  "charges:write": "charge",
  "ledger:read": "read",
};

/** What a key may do, in a few words, such as "Run jobs, read". */
export function scopesInWords(scopes: readonly KeyScope[]): string {
  const ordered = [...Object.keys(SHORT), ...scopes].filter((scope, at, all) => all.indexOf(scope) === at);
  const words = ordered
    .filter((scope) => scopes.some((own) => own === scope))
    .map((scope) => SHORT[scope as KeyScope] ?? scope);
  const text = words.join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Who made a key, in words. */
export function makerWords(madeBy: Key["madeBy"]): string {
  return madeBy === null ? "Command line" : (madeBy.name ?? "Erased person");
}

/**
 * What stops when a key is revoked.
 * @param lastUsed when the key was used last, in words; empty if it never was
 */
export function revokedWords(lastUsed: string): string {
  const stop =
    "Every service that uses it is refused from now on, in all processes; its live streams end within two seconds.";
  const used = lastUsed === "" ? "It was never used." : `It was last used ${lastUsed}.`;
  return `${stop} Jobs that it started go on and keep what is on hold, but it can no longer report them. ${used}`;
}

/** The dollars of a ceiling as people type them; empty for none. */
export function ceilingText(micros: string | null): string {
  return micros === null ? "" : formatUsd(BigInt(micros)).replace(/[$,]/g, "");
}
